import MeshCore

extension SyntaxProcessor {
    /// `a.b`: the steps of the right side are added to those of the left.
    mutating func map(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let first = try process(node.children[0])
        let result = asPath(first)
        if first.kind == .parent, let slot = first.slot { result.seekingParents = [slot] }
        let rest = try process(node.children[1])
        if rest.kind == .path {
            result.children += rest.children
        } else {
            if !rest.predicates.isEmpty {
                rest.stages = rest.predicates.map { .filter($0) }
                rest.predicates = []
            }
            result.children.append(rest)
        }
        for step in result.children {
            switch step.kind {
            case .number, .value: throw JSONataError("S0213", at: step.position, value: step.shown)
            // A string as a step is the name of a field.
            case .string: step.kind = .name
            default: break  // Everything else can be a step as it is.
            }
        }
        if result.children.contains(where: \.keepsArray) { result.keepsSingletonArray = true }
        if let step = result.children.first, step.kind == .array { step.isConstructedArray = true }
        if let step = result.children.last, step.kind == .array { step.isConstructedArray = true }
        try Ancestry.resolve(result)
        return result
    }

    /// `a[b]`: a filter on the last step of a path, or on what is no path.
    mutating func filter(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = try process(node.children[0])
        let step = lastStep(of: result)
        if step.group != nil { throw JSONataError("S0209", at: node.position) }
        let predicate = try process(node.children[1])
        if !predicate.seekingParents.isEmpty {
            for slot in predicate.seekingParents {
                if slot.level == 1 {
                    try Ancestry.seek(slot, in: step)
                } else {
                    slot.level -= 1
                }
            }
            Ancestry.push(predicate, to: step)
        }
        if result.kind == .path {
            step.stages.append(.filter(predicate))
        } else {
            step.predicates.append(predicate)
        }
        return result
    }

    /// `a{b: c}`
    mutating func group(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = try process(node.children[0])
        if result.group != nil { throw JSONataError("S0210", at: node.position) }
        var pairs: [(key: SyntaxNode, value: SyntaxNode)] = []
        for pair in node.pairs { pairs.append((try process(pair.key), try process(pair.value))) }
        result.group = SyntaxNode.Group(pairs: pairs, position: node.position)
        return result
    }

    /// `a^(b)`: a step of its own.
    mutating func order(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = asPath(try process(node.children[0]))
        let sort = SyntaxNode(.sort, at: node.position)
        for term in node.terms {
            let expression = try process(term.expression)
            Ancestry.push(expression, to: sort)
            sort.terms.append(SyntaxNode.Term(isDescending: term.isDescending, expression: expression))
        }
        result.children.append(sort)
        try Ancestry.resolve(result)
        return result
    }

    /// `a@$b`: binds each value of the step and leaves the context as it was.
    mutating func focus(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = try process(node.children[0])
        let step = lastStep(of: result)
        guard step.stages.isEmpty, step.predicates.isEmpty else { throw JSONataError("S0215", at: node.position) }
        if step.kind == .sort { throw JSONataError("S0216", at: node.position) }
        if node.keepsArray { step.keepsArray = true }
        step.focus = node.children[1].text
        step.isTuple = true
        return result
    }

    /// `a#$b`: binds the position of each value.
    mutating func index(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        var result = try process(node.children[0])
        let step = lastStep(of: result)
        if result.kind != .path {
            result = asPath(result)
            step.stages = step.predicates.map { .filter($0) }
            step.predicates = []
        }
        if step.stages.isEmpty {
            step.index = node.children[1].text
        } else {
            step.stages.append(.index(node.children[1].text))
        }
        step.isTuple = true
        return result
    }

    private func lastStep(of node: SyntaxNode) -> SyntaxNode {
        guard node.kind == .path, let last = node.children.last else { return node }
        return last
    }

    private func asPath(_ node: SyntaxNode) -> SyntaxNode {
        guard node.kind != .path else { return node }
        let path = SyntaxNode(.path, at: node.position)
        path.children = [node]
        return path
    }
}

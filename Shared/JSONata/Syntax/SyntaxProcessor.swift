import MeshCore

/// Turns what the parser made into what can be evaluated: dots become paths of steps, brackets become filters on a step,
/// and each `%` finds the step whose context it means.
struct SyntaxProcessor {
    private var ancestorCount = 0

    /// Processes the tree of a whole expression.
    static func process(_ tree: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        var processor = SyntaxProcessor()
        let result = try processor.process(tree)
        if result.kind == .parent || !result.seekingParents.isEmpty {
            throw JSONataError("S0217", at: result.position, token: .string(result.kind.rawValue))
        }
        return result
    }

    mutating func process(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        let result = try transformed(node)
        if node.keepsArray { result.keepsArray = true }
        return result
    }

    private mutating func transformed(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        switch node.kind {
        case .binary: return try binary(node)
        case .negation: return try negation(node)
        case .array, .object, .condition, .function, .partial, .block: return try compound(node)
        case .lambda:
            if let body = node.target {
                let body = try process(body)
                markTailCalls(body)
                node.target = body
            }
            return node
        case .transform:
            try processChildren(of: node)
            return node
        case .name: return path(ofName: node)
        case .word where node.text != "?":
            node.kind = .name
            return path(ofName: node)
        case .parent:
            node.slot = AncestorSlot(label: "%\(ancestorCount)")
            ancestorCount += 1
            return node
        case .end: throw JSONataError("S0207", at: node.position, token: .string(node.text))
        case .string, .number, .value, .wildcard, .descendant, .variable, .regex, .word, .path, .bind, .apply, .sort:
            return node
        }
    }

    private func path(ofName node: SyntaxNode) -> SyntaxNode {
        let path = SyntaxNode(.path, at: node.position)
        path.children = [node]
        path.keepsSingletonArray = node.keepsArray
        return path
    }

    private mutating func processChildren(of node: SyntaxNode) throws(JSONataError) {
        for index in node.children.indices { node.children[index] = try process(node.children[index]) }
    }

    /// What passes the wish for an ancestor on from its parts.
    private mutating func compound(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        try processChildren(of: node)
        for child in node.children {
            Ancestry.push(child, to: node)
            if node.kind == .block,
                child.isConstructedArray || child.kind == .path && child.children[0].isConstructedArray
            {
                node.isConstructedArray = true
            }
        }
        for index in node.pairs.indices {
            node.pairs[index].key = try process(node.pairs[index].key)
            Ancestry.push(node.pairs[index].key, to: node)
            node.pairs[index].value = try process(node.pairs[index].value)
            Ancestry.push(node.pairs[index].value, to: node)
        }
        if let target = node.target { node.target = try process(target) }
        return node
    }

    private mutating func negation(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        try processChildren(of: node)
        let operand = node.children[0]
        if operand.kind == .number {
            operand.number = -operand.number
            return operand
        }
        Ancestry.push(operand, to: node)
        return node
    }

    private mutating func binary(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        switch node.text {
        case ".": return try map(node)
        case "[": return try filter(node)
        case "{": return try group(node)
        case "^": return try order(node)
        case ":=":
            node.kind = .bind
            node.text = node.children[0].text
            node.children = [try process(node.children[1])]
            Ancestry.push(node.children[0], to: node)
            return node
        case "@": return try focus(node)
        case "#": return try index(node)
        case "~>":
            node.kind = .apply
            try processChildren(of: node)
            node.keepsArray = node.children[0].keepsArray || node.children[1].keepsArray
            return node
        default:
            try processChildren(of: node)
            for child in node.children { Ancestry.push(child, to: node) }
            return node
        }
    }

    /// Marks the calls that are the last thing a function does, so that they replace it instead of lying in it.
    private func markTailCalls(_ node: SyntaxNode) {
        // What is still filtered or grouped is not the last thing.
        guard node.predicates.isEmpty, node.group == nil else { return }
        switch node.kind {
        case .function: node.isTailCall = true
        case .condition: for branch in node.children.dropFirst() { markTailCalls(branch) }
        case .block: if let last = node.children.last { markTailCalls(last) }
        case .name, .variable, .string, .number, .value, .regex, .wildcard, .descendant, .parent, .end, .word, .binary,
            .negation, .array, .object, .partial, .lambda, .transform, .path, .bind, .apply, .sort:
            break
        }
    }
}

import MeshCore

extension Resolver {
    /// What is called; a path that is called may be a function whose dollar sign was forgotten.
    private func procedure(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        guard syntax.kind == .path, syntax.predicates.isEmpty, !syntax.keepsArray else {
            return try node(syntax, place)
        }
        return try path(syntax, place, isCalled: true)
    }

    private func target(of syntax: SyntaxNode) -> SyntaxNode {
        guard let target = syntax.target else { preconditionFailure("a call has something that is called") }
        return target
    }

    /// What errors call a function.
    private func name(of target: SyntaxNode) -> String? {
        let named = target.kind == .path ? target.children[0] : target
        return named.shown.stringValue
    }

    func call(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> CallNode {
        let target = target(of: syntax)
        return CallNode(
            try procedure(target, place), try nodes(syntax.children, place), name: name(of: target),
            at: syntax.position, isTailCall: syntax.isTailCall)
    }

    func partial(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let target = target(of: syntax)
        var arguments: [(any Node)?] = []
        for child in syntax.children {
            arguments.append(child.kind == .word ? nil : try node(child, place))
        }
        return PartialNode(
            try procedure(target, place), arguments, name: name(of: target), at: syntax.position)
    }

    func lambda(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let body = target(of: syntax)
        let names = syntax.children.map(\.text)
        let scope = Scope(parent: place.scope, names: names + BoundNames.bound(in: [body]))
        let node = try node(body, place.within(scope))
        return LambdaNode(
            parameters: names.map { scope.slot(for: $0) }, slotCount: scope.names.count, signature: syntax.signature,
            body: node)
    }

    func apply(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let (left, right) = (syntax.children[0], syntax.children[1])
        let first = try node(left, place)
        // A call takes the left side as its first argument; what follows the call is passed over, as everywhere.
        if right.kind == .function {
            let call = try call(right, place)
            return ApplyNode(first, call, call: call, at: syntax.position)
        }
        return ApplyNode(first, try node(right, place), call: nil, at: syntax.position)
    }

    func transform(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let inner = place.withContext
        let deletion = syntax.children.count > 2 ? syntax.children[2] : nil
        return TransformNode(
            try node(syntax.children[0], inner), update: try node(syntax.children[1], inner),
            deletion: try deletion.map { (syntax) throws(JSONataError) in try node(syntax, inner) },
            clone: variable(named: "clone", place), at: syntax.position)
    }
}

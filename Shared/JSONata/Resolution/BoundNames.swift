/// The variables that expressions assign in the scope in which they stand.
enum BoundNames {
    static func bound(in nodes: [SyntaxNode]) -> [String] {
        var names: [String] = []
        for node in nodes { collect(node, &names) }
        return names
    }

    private static func collect(_ node: SyntaxNode, _ names: inout [String]) {
        // Blocks and functions have scopes of their own.
        if node.kind != .block, node.kind != .lambda {
            if node.kind == .bind { names.append(node.text) }
            for child in node.children { collect(child, &names) }
            if let target = node.target { collect(target, &names) }
            for pair in node.pairs {
                collect(pair.key, &names)
                collect(pair.value, &names)
            }
        }
        for predicate in node.predicates { collect(predicate, &names) }
        for case .filter(let predicate) in node.stages { collect(predicate, &names) }
        for term in node.terms { collect(term.expression, &names) }
        for pair in node.group?.pairs ?? [] {
            collect(pair.key, &names)
            collect(pair.value, &names)
        }
    }
}

/// The variables that the tuples of a path carry.
enum TupleNames {
    /// Those of a path itself: what its steps bind, what paths within pass on, and what is assigned in its steps.
    static func bound(by path: SyntaxNode) -> [String] {
        var names: [String] = []
        for step in path.children {
            names += [step.focus, step.index, step.ancestor?.label].compactMap { $0 }
            for case .index(let name) in step.stages { names.append(name) }
            names += passedOn(by: step)
        }
        return names + BoundNames.bound(in: path.children)
    }

    /// Those that an expression passes on to the path around it.
    static func passedOn(by node: SyntaxNode) -> [String] {
        guard node.isTuple || node.kind == .path else { return [] }
        switch node.kind {
        case .path: return node.isTuple ? bound(by: node) : []
        case .block: return node.children.last.map { passedOn(by: $0) } ?? []
        case .name, .variable, .string, .number, .value, .regex, .wildcard, .descendant, .parent, .end, .word, .binary,
            .negation, .array, .object, .condition, .function, .partial, .lambda, .transform, .bind, .apply, .sort:
            return []
        }
    }
}

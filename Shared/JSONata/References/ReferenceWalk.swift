/// Walks the tree of an expression, as the parser leaves it, and notes what it reads from around it.
///
/// The first step of a path is looked up in the context of the expression, every other one in what the step before it
/// found; so are filters, sort terms and groupings. A function's body keeps the context in which the function is
/// defined.
struct ReferenceWalk {
    private let functions: Set<String>
    private(set) var topLevel: [String] = []
    private(set) var variables: [String] = []
    private(set) var stateMembers: [String] = []
    private var bound: Set<String> = []
    /// What has been noted already, so that long expressions are looked through in time linear in their length.
    private var noted: Set<String> = []
    private var notedVariables: Set<String> = []
    private var notedMembers: Set<String> = []

    init(functions: Set<String>) {
        self.functions = functions
    }

    /// Visits a tree whose context is the input document.
    mutating func visit(_ tree: SyntaxNode) {
        visit(tree, isTop: true)
    }

    private mutating func visit(_ node: SyntaxNode, isTop: Bool) {
        switch node.kind {
        case .name: note(field: node.text, isTop: isTop)
        case .word where node.text != "?": note(field: node.text, isTop: isTop)
        case .variable: visit(variable: node.text, isTop: isTop)
        case .binary: visit(binary: node, isTop: isTop)
        case .transform: for child in node.children { visit(child, isTop: false) }
        case .lambda: visit(lambda: node, isTop: isTop)
        case .block:
            let outside = bound
            for child in node.children { visit(child, isTop: isTop) }
            bound = outside
        case .negation, .array, .object, .condition, .function, .partial, .path, .bind, .apply, .sort:
            if let target = node.target { visit(target, isTop: isTop) }
            for child in node.children { visit(child, isTop: isTop) }
            visit(node.pairs, isTop: isTop)
        case .string, .number, .value, .regex, .wildcard, .descendant, .parent, .end, .word: break
        }
    }

    private mutating func visit(_ pairs: [(key: SyntaxNode, value: SyntaxNode)], isTop: Bool) {
        for pair in pairs {
            visit(pair.key, isTop: isTop)
            visit(pair.value, isTop: isTop)
        }
    }

    private mutating func visit(variable name: String, isTop: Bool) {
        switch name {
        case "": if isTop { note("$") }
        case "$": note("$$")
        default:
            guard !bound.contains(name), !functions.contains(name), notedVariables.insert(name).inserted else { return }
            variables.append(name)
        }
    }

    private mutating func visit(lambda node: SyntaxNode, isTop: Bool) {
        let outside = bound
        bound.formUnion(node.children.map(\.text))
        if let body = node.target { visit(body, isTop: isTop) }
        bound = outside
    }

    private mutating func visit(binary node: SyntaxNode, isTop: Bool) {
        let (left, right) = (node.children[0], node.children.count > 1 ? node.children[1] : nil)
        switch node.text {
        case ":=":
            // Bound before its value is looked at, as functions call themselves by it.
            bound.insert(left.text)
            if let right { visit(right, isTop: isTop) }
        case "@", "#":
            visit(left, isTop: isTop)
            if let right { bound.insert(right.text) }
        case ".":
            // A text before a dot is the name of a field.
            if left.kind == .string { note(field: left.text, isTop: isTop) } else { visit(left, isTop: isTop) }
            if left.kind == .variable, left.text == "states", !bound.contains("states"), let right {
                note(member: right)
            }
            if let right { visit(right, isTop: false) }
        case "[", "^", "{":
            visit(left, isTop: isTop)
            if let right { visit(right, isTop: false) }
            for term in node.terms { visit(term.expression, isTop: false) }
            visit(node.pairs, isTop: false)
        default:
            visit(left, isTop: isTop)
            if let right { visit(right, isTop: isTop) }
        }
    }

    /// Notes the first name in a step after `$states`.
    private mutating func note(member step: SyntaxNode) {
        var step = step
        while step.kind == .binary, let first = step.children.first { step = first }
        guard step.kind == .name || step.kind == .string, notedMembers.insert(step.text).inserted else { return }
        stateMembers.append(step.text)
    }

    private mutating func note(field name: String, isTop: Bool) {
        if isTop { note(name) }
    }

    private mutating func note(_ name: String) {
        if noted.insert(name).inserted { topLevel.append(name) }
    }
}

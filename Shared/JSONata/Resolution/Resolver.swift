import MeshCore

/// Makes of a syntax tree what is evaluated: nodes that know where their variables are.
struct Resolver {
    struct Result {
        var node: any Node
        var variables: [String]
    }

    /// What a part of an expression sees.
    struct Place {
        var scope: Scope
        /// Whether there is a value that `$` and names mean; the States Language has none at first.
        var hasContext: Bool

        func within(_ scope: Scope) -> Place { Place(scope: scope, hasContext: hasContext) }
        var withContext: Place { Place(scope: scope, hasContext: true) }
    }

    let functions: [String: Builtin]
    private let dialect: JSONataDialect

    /// Reads an expression.
    static func resolve(_ source: String, _ dialect: JSONataDialect) throws(JSONataError) -> Result {
        let tree = try SyntaxProcessor.process(Parser.tree(of: source))
        let resolver = Resolver(functions: Library.functions(of: dialect), dialect: dialect)
        let scope = Scope(parent: nil)
        let node = try resolver.node(tree, Place(scope: scope, hasContext: dialect == .standard))
        return Result(node: node, variables: scope.names)
    }

    /// A node with what follows it: filters, a grouping, `[]`.
    func node(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let core = try core(syntax, place)
        // A path takes care of its grouping itself.
        let group = syntax.kind == .path ? nil : syntax.group
        if syntax.predicates.isEmpty, group == nil, !syntax.keepsArray { return core }
        let names = TupleNames.passedOn(by: syntax)
        let inner =
            names.isEmpty ? place.withContext : place.within(Scope(parent: place.scope, names: names)).withContext
        var filters: [Filter] = []
        for predicate in syntax.predicates { filters.append(Filter(try node(predicate, inner))) }
        let slotCount = names.isEmpty ? nil : inner.scope.names.count
        return FilteredNode(
            core, filters: filters,
            grouping: try group.map { (group) throws(JSONataError) in try grouping(group, inner, slotCount) },
            keepsArray: syntax.keepsArray, tupleSlotCount: slotCount)
    }

    func nodes(_ syntax: [SyntaxNode], _ place: Place) throws(JSONataError) -> [any Node] {
        var nodes: [any Node] = []
        for part in syntax { nodes.append(try node(part, place)) }
        return nodes
    }

    private func core(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        switch syntax.kind {
        case .path: return try path(syntax, place)
        case .name:
            try requireContext(place, syntax.text, at: syntax.position)
            return NameNode(syntax.text)
        case .string: return StringNode(syntax.text)
        case .number: return NumberNode(syntax.number)
        case .value: return ConstantNode(syntax.literal)
        case .variable: return try variable(syntax, place)
        case .parent: return VariableNode("%", places: place.scope.places(of: syntax.slot?.label ?? "%"), builtin: nil)
        case .wildcard: return WildcardNode()
        case .descendant: return DescendantNode()
        case .regex:
            guard let pattern = syntax.pattern else { preconditionFailure("a regular expression has been read") }
            return RegexNode(pattern, at: syntax.position)
        case .binary: return try binary(syntax, place)
        case .negation: return NegationNode(try node(syntax.children[0], place), at: syntax.position)
        case .array: return try array(syntax, place)
        case .object:
            let group = SyntaxNode.Group(pairs: syntax.pairs, position: syntax.position)
            return ObjectNode(try grouping(group, place, nil))
        case .block: return try block(syntax, place)
        case .condition:
            let alternative = syntax.children.count > 2 ? syntax.children[2] : nil
            return ConditionNode(
                try node(syntax.children[0], place), then: try node(syntax.children[1], place),
                else: try alternative.map { (syntax) throws(JSONataError) in try node(syntax, place) })
        case .bind:
            return BindNode(slot: place.scope.slot(for: syntax.text), try node(syntax.children[0], place))
        case .function: return try call(syntax, place)
        case .partial: return try partial(syntax, place)
        case .lambda: return try lambda(syntax, place)
        case .apply: return try apply(syntax, place)
        case .transform: return try transform(syntax, place)
        case .word: throw JSONataError("S0201", at: syntax.position, token: syntax.shown)
        case .sort, .end: throw JSONataError("S0206", at: syntax.position, token: .string(syntax.kind.rawValue))
        }
    }

    private func variable(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        switch syntax.text {
        case "":
            try requireContext(place, "$", at: syntax.position)
            return ContextNode()
        case "$":
            try requireContext(place, "$$", at: syntax.position)
            return RootNode()
        default: return variable(named: syntax.text, place)
        }
    }

    func variable(named name: String, _ place: Place) -> VariableNode {
        VariableNode(name, places: place.scope.places(of: name), builtin: functions[name])
    }

    private func requireContext(_ place: Place, _ token: String, at position: Int) throws(JSONataError) {
        guard place.hasContext else { throw JSONataError("S0601", at: position, token: .string(token)) }
    }

    private func array(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        var elements: [ArrayNode.Element] = []
        for child in syntax.children {
            elements.append(ArrayNode.Element(node: try node(child, place), isArray: child.kind == .array))
        }
        return ArrayNode(elements, isConstructed: syntax.isConstructedArray)
    }

    func grouping(
        _ group: SyntaxNode.Group, _ place: Place, _ tupleSlotCount: Int?
    ) throws(JSONataError) -> Grouping {
        var pairs: [MemberPair] = []
        for pair in group.pairs {
            pairs.append(MemberPair(key: try node(pair.key, place), value: try node(pair.value, place)))
        }
        return Grouping(pairs: pairs, position: group.position, tupleSlotCount: tupleSlotCount)
    }

    private func block(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let names = BoundNames.bound(in: syntax.children)
        guard !names.isEmpty else { return BlockNode(try nodes(syntax.children, place), slotCount: nil) }
        let scope = Scope(parent: place.scope, names: names)
        let expressions = try nodes(syntax.children, place.within(scope))
        return BlockNode(expressions, slotCount: scope.names.count)
    }

    private func binary(_ syntax: SyntaxNode, _ place: Place) throws(JSONataError) -> any Node {
        let left = try node(syntax.children[0], place)
        let right = try node(syntax.children[1], place)
        if let operation = ArithmeticNode.Operation(rawValue: syntax.text) {
            return ArithmeticNode(operation, left, right, at: syntax.position)
        }
        if let operation = ComparisonNode.Operation(rawValue: syntax.text) {
            return ComparisonNode(operation, left, right, at: syntax.position)
        }
        switch syntax.text {
        case "=", "!=": return EqualityNode(isNegated: syntax.text == "!=", left, right)
        case "and", "or":
            return LogicNode(isConjunction: syntax.text == "and", left, right, at: syntax.position)
        case "&": return ConcatenationNode(left, right, at: syntax.position)
        case "..": return RangeNode(left, right, at: syntax.position)
        case "in": return InclusionNode(left, right)
        default: throw JSONataError("S0201", at: syntax.position, token: .string(syntax.text))
        }
    }
}

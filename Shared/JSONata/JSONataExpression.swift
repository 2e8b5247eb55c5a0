package import MeshCore

/// An expression of JSONata (https://docs.jsonata.org), read and resolved once, to be evaluated any number of times.
package struct JSONataExpression: Sendable {
    /// The expression as it was written.
    package let source: String
    /// The flavour in which it was read.
    package let dialect: JSONataDialect
    private let root: any Node
    /// The variables that it may take from outside, by their slots.
    private let variables: [String]

    /// Reads an expression.
    ///
    /// - Throws: ``JSONataError`` with a code of the kind `S`, which tells where it is malformed.
    package init(_ source: String, dialect: JSONataDialect = .standard) throws(JSONataError) {
        self.source = source
        self.dialect = dialect
        let resolved: Resolver.Result
        if Self.mayBeDeep(source) {
            resolved = try DeepStack.run { () throws(JSONataError) in try Resolver.resolve(source, dialect) }
        } else {
            resolved = try Resolver.resolve(source, dialect)
        }
        root = resolved.node
        variables = resolved.variables
    }

    /// Evaluates it.
    ///
    /// - Parameters:
    ///   - input: What `$$` is, and `$` at first; the dialect of the States Language has none and takes no notice of it.
    ///   - bindings: The values of variables, by their names without the dollar sign.
    ///   - environment: Clock, randomness and bounds.
    /// - Returns: The result; nil when there is none, which the language calls undefined. Functions are empty texts.
    /// - Throws: ``JSONataError``, which tells what went wrong and where.
    package func evaluate(
        _ input: JSONValue?, bindings: [String: JSONValue] = [:], environment: JSONataEnvironment
    ) throws(JSONataError) -> JSONValue? {
        let document: Value = dialect == .standard ? Value(input) : .undefined
        var context = document
        // An array as the input is one value, not a sequence.
        if case .array = document { context = .list(ValueList([document], [.sequence, .outerWrapper])) }
        let run = Evaluation(environment, root: document)
        defer { run.finish() }
        let frame = Frame(variables.map { name in bindings[name].map { Value($0) } }, parent: nil)
        return try run.result(run.evaluate(root, context, frame))
    }

    /// Whether reading an expression may call itself so often that it needs a deep stack.
    static func mayBeDeep(_ source: String) -> Bool {
        source.utf8.count { $0 < 0x30 && $0 > 0x20 || $0 == 0x5B || $0 == 0x7B || $0 == 0x3F || $0 == 0x3A } > 200
    }
}

extension JSONataExpression: Hashable {
    package static func == (left: JSONataExpression, right: JSONataExpression) -> Bool {
        left.source == right.source && left.dialect == right.dialect
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(source)
    }
}

/// What an expression reads from around it, found by reading it alone: for who must know before anything is evaluated.
package struct JSONataReferences: Hashable, Sendable {
    /// What it reads of the input document itself, each once, in the order of the text: the names of fields, `$` for
    /// the document as the context, `$$` for it as the root. Fields of other values are none of these.
    package let topLevel: [String]
    /// The variables that it reads and neither binds itself nor knows as functions.
    package let variables: [String]
    /// The members of the variable `$states` that it reads: `input`, `result` …
    package let stateMembers: [String]

    /// Reads an expression.
    ///
    /// - Throws: ``JSONataError`` when it is none.
    package init(_ source: String, dialect: JSONataDialect = .standard) throws(JSONataError) {
        let walk =
            if JSONataExpression.mayBeDeep(source) {
                try DeepStack.run { () throws(JSONataError) in try Self.walk(source, dialect) }
            } else {
                try Self.walk(source, dialect)
            }
        topLevel = walk.topLevel
        variables = walk.variables
        stateMembers = walk.stateMembers
    }

    private static func walk(_ source: String, _ dialect: JSONataDialect) throws(JSONataError) -> ReferenceWalk {
        var walk = ReferenceWalk(functions: Set(Library.functions(of: dialect).keys))
        let tree = try Parser.tree(of: source)
        walk.visit(tree)
        // What the parser takes can still make no sense as a whole. This changes the tree, so it comes last.
        _ = try SyntaxProcessor.process(tree)
        return walk
    }
}

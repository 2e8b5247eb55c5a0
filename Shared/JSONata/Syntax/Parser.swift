import MeshCore

/// Reads an expression by operator precedence, as Vaughan Pratt describes it ("Top Down Operator Precedence", 1973).
struct Parser {
    private var tokenizer: Tokenizer
    private(set) var token: Token
    private var depth = 0

    /// How high the tree of an expression may be: what reads it and resolves it calls itself for each level.
    private static let heightLimit = 2000

    /// Reads a whole expression.
    static func tree(of source: String) throws(JSONataError) -> SyntaxNode {
        var parser = Parser(source)
        try parser.advance()
        let tree = try parser.expression(0)
        guard case .end = parser.token.kind else {
            throw JSONataError("S0201", at: parser.token.position, token: parser.token.shown)
        }
        return tree
    }

    private init(_ source: String) {
        tokenizer = Tokenizer(source)
        token = Token(kind: .end, position: 0)
    }

    /// Goes to the next token.
    ///
    /// - Parameters:
    ///   - id: What the present one must be.
    ///   - isInfix: Whether the next one may be an infix operator, so that a slash divides.
    mutating func advance(_ id: String? = nil, isInfix: Bool = false) throws(JSONataError) {
        if let id, token.id != id {
            let code = if case .end = token.kind { "S0203" } else { "S0202" }
            throw JSONataError(code, at: token.position, token: token.shown, value: .string(id))
        }
        token = try tokenizer.next(isInfix: isInfix)
        if case .operator(let word) = token.kind, word == "!" || word == "~" {
            throw JSONataError("S0204", at: token.position, token: .string(word))
        }
    }

    /// Reads an expression up to an operator that binds no more than `power`.
    mutating func expression(_ power: Int) throws(JSONataError) -> SyntaxNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.heightLimit else { throw JSONataError("S0602", at: token.position) }
        let first = token
        try advance(isInfix: true)
        var left = try measured(prefix(first))
        while power < Self.power(of: token) {
            let operation = token
            try advance()
            left = try measured(infix(operation, after: left))
        }
        return left
    }

    private func measured(_ node: SyntaxNode) throws(JSONataError) -> SyntaxNode {
        var below = node.target?.height ?? 0
        for child in node.children { below = max(below, child.height) }
        for pair in node.pairs { below = max(below, pair.key.height, pair.value.height) }
        for term in node.terms { below = max(below, term.expression.height) }
        node.height = below + 1
        guard below < Self.heightLimit else { throw JSONataError("S0602", at: node.position) }
        return node
    }

    /// How strongly an operator binds what stands left of it.
    private static func power(of token: Token) -> Int {
        guard case .operator(let word) = token.kind else { return 0 }
        return powers[word] ?? 0
    }

    static let powers = [
        ".": 75, "[": 80, "{": 70, "(": 80, "@": 80, "#": 80, "?": 20, "+": 50, "-": 50, "*": 60, "/": 60, "%": 60,
        "=": 40, "<": 40, ">": 40, "^": 40, ":=": 10, "!=": 40, "<=": 40, ">=": 40, "~>": 40, "?:": 40, "??": 40,
        "and": 30, "or": 25, "in": 40, "&": 50,
    ]
}

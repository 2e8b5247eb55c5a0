extension SyntaxNode {
    /// A copy of a tree as the parser made it; for what is evaluated twice.
    func copy() -> SyntaxNode {
        let copy = SyntaxNode(kind, at: position)
        copy.text = text
        copy.number = number
        copy.literal = literal
        copy.pattern = pattern
        copy.signature = signature
        copy.children = children.map { $0.copy() }
        copy.target = target?.copy()
        copy.pairs = pairs.map { ($0.key.copy(), $0.value.copy()) }
        copy.terms = terms.map { Term(isDescending: $0.isDescending, expression: $0.expression.copy()) }
        copy.height = height
        copy.keepsArray = keepsArray
        return copy
    }
}

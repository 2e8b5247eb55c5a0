/// A query in a definition: a path, the call of an intrinsic function, or an expression.
struct QueryUse: Sendable {
    let syntax: QuerySyntax
    let place: DefinitionPlace
    /// Where in the outline its state is; nil of what belongs to no state.
    let state: Int?
    /// What reading it told.
    let reading: QueryReading

    init(_ text: String, _ syntax: QuerySyntax, at place: DefinitionPlace, part: QueryPart, state: Int?) {
        self.syntax = syntax
        self.place = place
        self.state = state
        reading = QueryReading(of: text, syntax, in: part)
    }
}

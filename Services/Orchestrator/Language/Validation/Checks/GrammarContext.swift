/// Whose field is being looked at.
struct GrammarContext: Sendable {
    var language: QueryLanguage
    var kind: MachineKind
    /// Where in the outline the state is; nil of a machine's own fields.
    var state: Int?
    var part: QueryPart = .entry
    /// Whether the state has a result of its own to look at when its work is done.
    var hasResult = false
    /// Whether fields of the other query language are passed over: their state is refused already.
    var overlooksLanguage = false
}

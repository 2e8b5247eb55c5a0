/// A value with parts that are computed when the state runs, in the language of the state.
enum ValueTemplate: Sendable {
    case paths(PayloadTemplate)
    case jsonata(JSONataTemplate)
}

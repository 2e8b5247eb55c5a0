/// How data passes through a state.
enum StateFlow: Sendable {
    case paths(PathFlow)
    case jsonata(JSONataFlow)
}

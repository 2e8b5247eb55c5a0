/// Where a Map state's items are worked on.
enum MapMode: Hashable, Sendable {
    /// In the same execution.
    case inline
    /// In executions of their own.
    case distributed(MapExecutionType, label: String?)
}

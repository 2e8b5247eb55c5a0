/// Where a Map state finds its items in its input.
enum MapItems: Sendable {
    /// The input itself.
    case input
    /// `ItemsPath`.
    case path(StatePath)
    /// `Items`.
    case jsonata(JSONataTemplate)
}

/// Who is behind an event.
package enum TrafficKind: String, Hashable, Sendable, CaseIterable {
    case visitor
    /// A program that says so by its user agent.
    case bot
    /// Somebody from an address range that the site calls its own.
    case `internal`
}

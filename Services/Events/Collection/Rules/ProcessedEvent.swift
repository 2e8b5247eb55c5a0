/// What the rules made of one event.
package enum ProcessedEvent: Hashable, Sendable {
    /// The event's row, and behind it one for each item of its order.
    case rows([ProcessedRow])
    /// Nothing, by a filter of this name.
    case dropped(filter: String)
}

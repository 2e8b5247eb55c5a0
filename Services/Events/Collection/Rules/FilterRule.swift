/// What becomes of the events that fit a condition, before anything is counted.
struct FilterRule: Sendable {
    /// What a filter does.
    enum Effect: String, Hashable, Sendable, CaseIterable {
        /// The event becomes no row.
        case drop
        /// The event's traffic is a bot's.
        case bot
        /// The event's traffic is the site's own.
        case `internal`
    }

    let name: String
    let condition: RowCondition
    let effect: Effect
}

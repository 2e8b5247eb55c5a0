/// A word that people put on a state machine or an activity.
struct ResourceTag: Hashable, Sendable {
    let key: String
    let value: String
}

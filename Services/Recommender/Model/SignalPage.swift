/// What a page of the log tells, and where it ends.
struct SignalPage: Hashable, Sendable {
    let topic: String
    let partition: Int
    /// Where the page begins.
    let offset: Int64
    let nextOffset: Int64
    let signals: [NamedSignal]
}

/// What is done about the times of a schedule that passed while nothing ran, or while the clock jumped over them.
enum MissedTimes: String, Hashable, Sendable, CaseIterable {
    /// It runs once, for the last of them.
    case once
    /// None of them runs.
    case skip
    /// Each of them runs.
    case all

    /// How late a time may be and still count as on time: the precision that the service promises.
    static let grace: Int64 = 60_000
}

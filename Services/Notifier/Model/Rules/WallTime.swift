import MeshCore

/// A moment as the clock on somebody's wall shows it: `2026-11-24T08:00`.
struct WallTime: Sendable, Hashable {
    /// Seconds of the clock since its 1970.
    private let seconds: Int64

    /// Nil for what is no such moment.
    init?(_ text: String) {
        guard text.utf8.count == 16, let moment = Timestamp("\(text):00Z") else { return nil }
        seconds = moment.secondsSince1970
    }

    /// When the clock shows it: the first time where it does so twice, and the moment of the jump where it never does.
    func moment(in zone: TimeZoneRules) -> Timestamp {
        switch zone.resolve(wallSeconds: seconds) {
        case .once(let moment): Timestamp(secondsSince1970: moment)
        case .repeated(let first, _): Timestamp(secondsSince1970: first)
        case .skipped(let change, _): Timestamp(secondsSince1970: change)
        }
    }
}

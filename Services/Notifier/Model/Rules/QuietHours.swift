import MeshCore

/// The time of day in which somebody is not to be disturbed, by the clock on their wall. It may go over midnight.
///
/// A moment is quiet when the clock shows a quiet time at it, also while clocks are changed: an hour that is repeated is quiet
/// twice, and one that is skipped ends with the jump.
struct QuietHours: Sendable, Hashable {
    /// Minutes after midnight: the first quiet one.
    let start: Int
    /// The first one that is not.
    let end: Int

    private static let minutesOfDay = 1440

    /// - Returns: nil for what is no time of day; and for equal ones, which would be always or never.
    init?(start: Int, end: Int) {
        let day = 0..<Self.minutesOfDay
        guard day.contains(start), day.contains(end), start != end else { return nil }
        self.start = start
        self.end = end
    }

    /// The first moment, from this one on, that is not quiet.
    func release(_ moment: Timestamp, in zone: TimeZoneRules) -> Timestamp {
        let seconds = moment.secondsSince1970
        guard isQuiet(seconds, zone) else { return moment }
        // Quiet ends where the clock shows the end, or where it is changed.
        var candidates: [Int64] = []
        let midnight = Self.midnight(zone.wallSeconds(at: seconds))
        for day in -1...2 {
            let wall = midnight + Int64(day) * 86_400 + Int64(end) * 60
            switch zone.resolve(wallSeconds: wall) {
            case .once(let moment): candidates.append(moment)
            case .repeated(let first, let last): candidates += [first, last]
            case .skipped(let change, _): candidates.append(change)
            }
        }
        var cursor = seconds
        while let change = zone.nextChange(after: cursor), change <= seconds + 3 * 86_400 {
            candidates.append(change)
            cursor = change
        }
        let free = candidates.filter { $0 > seconds && !isQuiet($0, zone) }.min()
        guard let free else { preconditionFailure("quiet hours without an end within three days") }
        return Timestamp(secondsSince1970: free)
    }

    private func isQuiet(_ seconds: Int64, _ zone: TimeZoneRules) -> Bool {
        let wall = zone.wallSeconds(at: seconds)
        let minute = Int((wall - Self.midnight(wall)) / 60)
        return start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }

    private static func midnight(_ wall: Int64) -> Int64 {
        let rest = wall % 86_400
        return wall - (rest < 0 ? rest + 86_400 : rest)
    }
}

import MeshCore

/// How many requests of a service were answered and how many failed, by minute: what tells how fast its error budget burns.
///
/// The windows are those of Google's SRE workbook, chapter 5 ("Multiwindow, Multi-Burn-Rate Alerts"), for a budget of 30 days.
struct ErrorBudget: Sendable {
    /// What a window holds.
    struct Window: Sendable, Codable, Equatable {
        var minutes: Int
        var requests: Int
        var failures: Int
        /// How many times as fast the budget burns as would use it up in its 30 days.
        var burn: Double
    }

    private struct Minute {
        var number: Int64
        var requests: Double = 0
        var failures: Double = 0
    }

    /// The share of requests that are to be answered.
    static let objective = 0.999
    /// From five minutes to three days.
    static let windows = [5, 30, 60, 120, 360, 1440, 4320]

    /// Ascending, without minutes in which nothing was answered; as many as the longest window has.
    private var minutes: [Minute] = []

    /// Adds what was answered since the last reading.
    mutating func add(requests: Double, failures: Double, at now: Timestamp) {
        guard requests > 0 else { return }
        let number = now.secondsSince1970 / 60
        if minutes.last?.number != number {
            minutes.append(Minute(number: number))
            let first = number - Int64(Self.windows.last ?? 0)
            minutes.removeAll { $0.number <= first || $0.number > number }
        }
        guard let last = minutes.indices.last else { return }
        minutes[last].requests += requests
        minutes[last].failures += failures
    }

    /// What each window holds now.
    func windows(at now: Timestamp) -> [Window] {
        let number = now.secondsSince1970 / 60
        return Self.windows.map { length in
            let held = minutes.drop { $0.number <= number - Int64(length) }
            let requests = held.reduce(0) { $0 + $1.requests }
            let failures = held.reduce(0) { $0 + $1.failures }
            let ratio = requests > 0 ? failures / requests : 0
            return Window(
                minutes: length, requests: Int(requests), failures: Int(failures), burn: ratio / (1 - Self.objective))
        }
    }
}

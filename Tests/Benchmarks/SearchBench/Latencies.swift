import MeshCore

/// How long the queries of a mix took, in each round.
struct Latencies {
    private struct Time {
        let wall: Double
        let cpu: Double
    }

    /// Whether each query of the mix counts values.
    private let counting: [Bool]
    private var rounds: [[Time]] = []

    init(counting: [Bool]) {
        self.counting = counting
    }

    mutating func beginRound() {
        rounds.append([])
    }

    /// Adds the next query of the mix.
    mutating func add(_ time: (seconds: Double, cpuSeconds: Double)) {
        rounds[rounds.count - 1].append(Time(wall: time.seconds * 1000, cpu: time.cpuSeconds * 1000))
    }

    /// The first round, in which files are read for the first time, and the round with the least p99, because other work
    /// on the machine only ever makes one slower; of that the queries with and without counts, too.
    var json: JSONValue {
        let best = rounds.min { Self.percentile(99, $0.map(\.cpu)) < Self.percentile(99, $1.map(\.cpu)) } ?? []
        return [
            "first": Self.summary(rounds.first ?? []), "best": Self.summary(best),
            "counting": Self.summary(zip(best, counting).filter(\.1).map(\.0)),
            "plain": Self.summary(zip(best, counting).filter { !$0.1 }.map(\.0)),
        ]
    }

    private static func summary(_ times: [Time]) -> JSONValue {
        ["milliseconds": percentiles(times.map(\.wall)), "cpuMilliseconds": percentiles(times.map(\.cpu))]
    }

    private static func percentiles(_ times: [Double]) -> JSONValue {
        [
            "p50": .double(percentile(50, times)), "p90": .double(percentile(90, times)),
            "p99": .double(percentile(99, times)), "max": .double(percentile(100, times)),
        ]
    }

    private static func percentile(_ part: Int, _ times: [Double]) -> Double {
        let sorted = times.sorted()
        return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * part / 100)]
    }
}

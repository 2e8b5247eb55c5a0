/// How long a relay pauses: not at all while there is work, briefly when there is none, longer and longer while its
/// receiver fails.
struct RelayPace {
    let idle: Duration
    let shortest: Duration
    let longest: Duration
    private var failures = 0

    init(idle: Duration = .milliseconds(50), shortest: Duration = .milliseconds(100), longest: Duration = .seconds(30))
    {
        self.idle = idle
        self.shortest = shortest
        self.longest = longest
    }

    /// The pause after a batch went through; an empty one calls for a rest.
    mutating func relayed(_ count: Int) -> Duration {
        failures = 0
        return count == 0 ? idle : .zero
    }

    /// The pause after a failure, doubled with each one in a row.
    mutating func failed() -> Duration {
        failures = min(failures + 1, 16)
        return min(longest, shortest * (1 << (failures - 1)))
    }
}

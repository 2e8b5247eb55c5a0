/// Watches executions that go on for long: what lies there for somebody must be taken up, and each must get somewhere.
struct ProgressWatch {
    /// How long something may lie there: whoever was not told of it looks for it within half a second, and the world's
    /// workers come every 700 ms.
    private static let lag = Duration.seconds(5)

    /// When it began.
    let begun: Duration
    /// How everything stood then.
    let first: WorkflowStanding
    private var lyingSince: [String: Duration] = [:]
    private var told: Set<String> = []

    init(_ standing: WorkflowStanding, at now: Duration) {
        begun = now
        first = standing
    }

    /// Takes note of what lies there, and of what is late already.
    ///
    /// - Returns: What has lain there for too long, and what is late; each is told of once.
    mutating func look(at lying: Set<String>, late: Set<String> = [], _ now: Duration) -> [String] {
        lyingSince = lyingSince.filter { lying.contains($0.key) }
        for thing in lying where lyingSince[thing] == nil { lyingSince[thing] = now }
        let left = lyingSince.filter { now - $0.value > Self.lag }.keys
        let found = Set(left.map { "\($0) is not taken up" }).union(late.map { "\($0) is late" }).subtracting(told)
        told.formUnion(found)
        return found.sorted()
    }
}

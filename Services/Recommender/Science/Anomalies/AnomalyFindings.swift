/// What was found of what was to be found.
struct AnomalyFindings {
    private(set) var spikeCount = 0
    private var hits = 0
    private var alarms = 0

    mutating func add(_ found: Set<Int>, spikes: Set<Int>) {
        spikeCount += spikes.count
        hits += found.intersection(spikes).count
        alarms += found.count
    }

    var recall: Double { spikeCount > 0 ? Double(hits) / Double(spikeCount) : 0 }
    /// 0 when nothing was found.
    var precision: Double { alarms > 0 ? Double(hits) / Double(alarms) : 0 }
    var f1: Double { hits > 0 ? 2 * precision * recall / (precision + recall) : 0 }
}

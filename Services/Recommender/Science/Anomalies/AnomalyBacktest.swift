import MeshCore

extension SeasonalAnomalies {
    /// Whether spikes that are put into a series are found, and nothing else. The baseline calls a value an anomaly when it is more than
    /// three standard deviations from the mean of all. What either finds in the series as it came is neither held for nor
    /// against it.
    ///
    /// - Parameters:
    ///   - values: The series.
    ///   - spike: How great the spikes are, in robust standard deviations of what trend and season leave.
    ///   - seed: Where they stand is drawn from it.
    /// - Throws: ``ScienceError``, as finding them does.
    package static func backtest(
        _ values: [Double], settings: AnomalySettings, spike: Double = 6, seed: UInt64 = 42
    ) throws(ScienceError) -> BacktestReport {
        let plain = try SeasonalAnomalies(values, settings: settings)
        guard plain.deviation > 0 else { throw .tooLittle(of: "different values", count: 0, needed: 1) }
        let known = (own: Set(plain.anomalies.map(\.place)), naive: farFromMean(values))
        let free = values.indices.filter { !known.own.contains($0) && !known.naive.contains($0) }
        var random = SplitMix64(seed: seed)
        let roundCount = 5
        let perRound = max(1, Int(Double(values.count) * settings.greatestShare / 2))
        var (own, naive) = (AnomalyFindings(), AnomalyFindings())
        for _ in 0..<roundCount where !free.isEmpty {
            var changed = values
            var spikes: Set<Int> = []
            for _ in 0..<perRound {
                let place = free[random.below(free.count)]
                guard spikes.insert(place).inserted else { continue }
                changed[place] += (random.next() & 1 == 0 ? 1 : -1) * spike * plain.deviation
            }
            let found = try SeasonalAnomalies(changed, settings: settings)
            own.add(Set(found.anomalies.map(\.place)).subtracting(known.own), spikes: spikes)
            naive.add(farFromMean(changed).subtracting(known.naive), spikes: spikes)
        }
        return BacktestReport(
            method: "seasonal hybrid ESD", baseline: "3 standard deviations from the mean",
            protocolText: """
                \(own.spikeCount) spikes of \(Int(spike)) robust standard deviations put into the series, in \(roundCount) rounds
                """,
            caseCount: own.spikeCount,
            measures: [
                .init("F1", own.f1, baseline: naive.f1, isBetterWhenLower: false),
                .init("recall", own.recall, baseline: naive.recall, isBetterWhenLower: false),
                .init("precision", own.precision, baseline: naive.precision, isBetterWhenLower: false),
            ])
    }

    private static func farFromMean(_ values: [Double]) -> Set<Int> {
        let (mean, deviation) = (Statistics.mean(values), Statistics.variance(values).squareRoot())
        return Set(values.indices.filter { abs(values[$0] - mean) > 3 * deviation })
    }
}

import MeshCore

extension AttemptBursts {
    /// Whether bursts that are put in are found, and nothing else. The baseline calls a span one when it has more tries than three standard
    /// deviations above the mean of all. What both find in the tries as they came is neither held for nor against
    /// either; what one of them alone calls a burst there is a false alarm.
    ///
    /// - Parameters:
    ///   - attempts: As they came.
    ///   - more: How many tries are added to a span.
    ///   - seed: Where they are added, and how many, is drawn from it.
    /// - Throws: ``ScienceError``, as finding them does.
    package static func backtest(
        _ attempts: [Attempt], span: Int64 = 3_600_000, significance: Double = 0.01, more: ClosedRange<Int> = 4...12,
        seed: UInt64 = 42
    ) throws(ScienceError) -> BacktestReport {
        let plain = try AttemptBursts(attempts, span: span, significance: significance)
        let known = (own: plain.places, naive: farAboveMean(plain.counts))
        let free = plain.counts.indices.filter { !known.own.contains($0) && !known.naive.contains($0) }
        let real = known.own.intersection(known.naive)
        var random = SplitMix64(seed: seed)
        let roundCount = 40
        // They are rare: many at once would hide each other from the baseline, and from nobody else.
        let perRound = max(1, plain.counts.count / 500)
        var (own, naive) = (AnomalyFindings(), AnomalyFindings())
        for _ in 0..<roundCount where !free.isEmpty {
            var changed = plain.counts
            var added: Set<Int> = []
            for _ in 0..<perRound {
                let place = free[random.below(free.count)]
                guard added.insert(place).inserted else { continue }
                changed[place] += more.lowerBound + random.below(more.count)
            }
            let found = try bursts(among: changed, significance: significance).places
            own.add(found.subtracting(real), spikes: added)
            naive.add(farAboveMean(changed).subtracting(real), spikes: added)
        }
        return BacktestReport(
            method: "geometric tails", baseline: "3 standard deviations above the mean",
            protocolText: """
                \(own.spikeCount) bursts of \(more.lowerBound) to \(more.upperBound) more tries put in, in \(roundCount) rounds
                """,
            caseCount: own.spikeCount,
            measures: [
                .init("F1", own.f1, baseline: naive.f1, isBetterWhenLower: false),
                .init("recall", own.recall, baseline: naive.recall, isBetterWhenLower: false),
                .init("precision", own.precision, baseline: naive.precision, isBetterWhenLower: false),
            ])
    }

    private static func farAboveMean(_ counts: [Int]) -> Set<Int> {
        let values = counts.map(Double.init)
        let (mean, deviation) = (Statistics.mean(values), Statistics.variance(values).squareRoot())
        return Set(counts.indices.filter { values[$0] > mean + 3 * deviation })
    }
}

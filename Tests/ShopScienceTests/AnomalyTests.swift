import MeshCore
import ShopScience
import Testing

@Suite("Anomalies")
struct AnomalyTests {
    /// A week's pattern and normal noise, in standard deviations.
    static func metric(days: Int, random: inout SplitMix64) -> [Double] {
        let week: [Double] = [18, 0, 6, 0, 12, 48, 42]
        return (0..<days).map { 100 + week[$0 % 7] + random.normal() }
    }

    @Test("Values that a week's pattern hides are found where they are, and how far off")
    func spikes() throws {
        var random = SplitMix64(seed: 3)
        var values = Self.metric(days: 140, random: &random)
        values[40] += 12
        values[99] -= 10
        // As great as any weekend, but on a Tuesday.
        values[57] += 20
        let found = try SeasonalAnomalies(values, settings: AnomalySettings())
        #expect(found.anomalies.map(\.place) == [40, 57, 99])
        #expect(found.anomalies.map { $0.score > 0 } == [true, true, false])
        #expect(found.anomalies.allSatisfy { abs($0.score) > 6 })
        #expect(abs(found.anomalies[1].expected - 100) < 2)
        #expect((0.6...1.3).contains(found.deviation))
    }

    @Test("Of series without an anomaly, few are said to have one")
    func falseAlarms() throws {
        var random = SplitMix64(seed: 8)
        let settings = try AnomalySettings(significance: 0.01, greatestShare: 0.02)
        let alarmed = try (0..<60).count { _ in
            try !SeasonalAnomalies(Self.metric(days: 140, random: &random), settings: settings).anomalies.isEmpty
        }
        #expect(alarmed <= 6, "\(alarmed) of 60")
    }

    @Test("Spikes that are put in are found more surely than by three standard deviations")
    func backtest() throws {
        var random = SplitMix64(seed: 4)
        let values = Self.metric(days: 140, random: &random)
        let report = try SeasonalAnomalies.backtest(values, settings: AnomalySettings())
        #expect(report.beatsBaseline)
        #expect(report["recall"].map { $0.value > 0.9 && $0.baseline < 0.2 } == true)
        #expect(report["precision"].map { $0.value > 0.9 } == true)
        #expect(report.caseCount >= 10)
    }

    /// Tries of payers who go on with a chance of one in five; a span for each.
    private static func tries(of payers: Int, random: inout SplitMix64) -> [AttemptBursts.Attempt] {
        (0..<payers).flatMap { payer in
            var attempts: [AttemptBursts.Attempt] = []
            repeat {
                let moment = Int64(payer) * 60_000 + Int64(attempts.count) * 1000
                attempts.append(AttemptBursts.Attempt(payer: "\(payer)", moment: moment))
            } while random.unit() < 0.2
            return attempts
        }
    }

    @Test("Who tries far more often within a span is found; the same over a day is nothing, nor is what everybody does")
    func bursts() throws {
        var random = SplitMix64(seed: 6)
        var attempts = Self.tries(of: 500, random: &random)
        let usual = try AttemptBursts(attempts)
        #expect(usual.bursts.isEmpty && abs(usual.expected - 1.25) < 0.1, "\(usual.bursts) \(usual.expected)")
        attempts += (0..<15).map { AttemptBursts.Attempt(payer: "tester", moment: 5_000_000 + $0 * 60_000) }
        attempts += (0..<15).map { AttemptBursts.Attempt(payer: "patient", moment: 5_000_000 + $0 * 4_000_000) }
        let found = try AttemptBursts(attempts.reversed())
        #expect(found.bursts.map(\.payer) == ["tester"] && found.bursts.first?.count == 15)
        #expect(
            found.bursts.first?.moment == 5_000_000 && (found.bursts.first.map { (6...8).contains($0.score) } ?? false))
        #expect(throws: ScienceError.self) { try AttemptBursts(Self.tries(of: 9, random: &random)) }
    }

    @Test("Where nobody tries more often than usual, few are said to")
    func falseBursts() throws {
        var random = SplitMix64(seed: 12)
        let alarmed = try (0..<200).count { _ in
            try !AttemptBursts(Self.tries(of: 100, random: &random), significance: 0.05).bursts.isEmpty
        }
        #expect(alarmed <= 20, "\(alarmed) of 200")
    }

    @Test("Bursts that are put in are found more surely than by three standard deviations")
    func burstBacktest() throws {
        var random = SplitMix64(seed: 9)
        let report = try AttemptBursts.backtest(Self.tries(of: 500, random: &random))
        #expect(report.beatsBaseline && report.caseCount >= 30, "\(report)")
        #expect(report["precision"].map { $0.value > 0.99 && $0.value > $0.baseline } == true, "\(report)")
    }

    @Test("A share wavers alike whether it is of few or of many, and stands out where it is another")
    func shares() throws {
        var random = SplitMix64(seed: 2)
        var periods = (0..<140).map { day in
            let whole = day % 2 == 0 ? 10 : 1000
            return ShareSeries.Period(whole: whole, part: (0..<whole).count { _ in random.unit() < 0.1 })
        }
        periods[30] = ShareSeries.Period(whole: 10, part: 9)
        periods[61] = ShareSeries.Period(whole: 1000, part: 180)
        periods[70] = ShareSeries.Period()
        let series = ShareSeries(periods)
        let found = try SeasonalAnomalies(series.values, settings: AnomalySettings())
        #expect(found.anomalies.map(\.place) == [30, 61], "\(found.anomalies)")
        #expect(found.anomalies.allSatisfy { (0.05...0.15).contains(series.share($0.place, if: $0.expected)) })
        #expect(series.share(30) == 0.9 && series.share(70) == 0 && (0.8...1.4).contains(found.deviation))
    }

    @Test("Charts raise as many false alarms as they are told to", arguments: [0.01, 0.004])
    func rates(rate: Double) throws {
        var average = try EWMAChart(falseAlarmRate: rate)
        var sums = try CUSUMChart(falseAlarmRate: rate)
        var random = SplitMix64(seed: 21)
        var counts = (0, 0)
        let count = 60_000
        for _ in 0..<count {
            let value = random.normal()
            if average.add(value) { counts.0 += 1 }
            if sums.add(value) { counts.1 += 1 }
        }
        for found in [counts.0, counts.1] {
            #expect(abs(Double(found) / Double(count) / rate - 1) < 0.15, "\(found) of \(count)")
        }
    }

    @Test("The limits are those of the tables")
    func limits() throws {
        // Lucas and Saccucci: λ = 0.2 and L = 2.962 have a mean run of 500. Page: k = ½ and h = 5 have one of 465.
        let average = try EWMAChart(weight: 0.2, falseAlarmRate: 1.0 / 500)
        #expect(abs(average.limit / (0.2 / 1.8).squareRoot() - 2.962) < 0.02)
        #expect(abs(try CUSUMChart(falseAlarmRate: 1.0 / 465).limit - 5) < 0.03)
    }

    @Test("A metric is watched: what is usual passes, a shift of three deviations is told within days")
    func watch() throws {
        var random = SplitMix64(seed: 5)
        let history = Self.metric(days: 112, random: &random)
        var watch = try MetricWatch(history: history, season: 7, falseAlarmRate: 0.001)
        let usual = Self.metric(days: 140, random: &random).count { watch.add($0).isAlarm }
        #expect(usual <= 3)
        let shifted = Self.metric(days: 7, random: &random).map { watch.add($0 - 3) }
        #expect(shifted.contains { $0.isAlarm })
        #expect(shifted.allSatisfy { $0.score < 2 })
    }

    @Test("Series that tell nothing are refused, or have no anomalies")
    func refused() throws {
        #expect(throws: ScienceError.tooLittle(of: "periods", count: 10, needed: 14)) {
            try SeasonalAnomalies([Double](repeating: 1, count: 10), settings: AnomalySettings())
        }
        let flat = try SeasonalAnomalies([Double](repeating: 1, count: 30), settings: AnomalySettings())
        #expect(flat.anomalies.isEmpty)
        #expect(throws: ScienceError.self) {
            try MetricWatch(history: [Double](repeating: 1, count: 30), season: 7)
        }
        #expect(throws: ScienceError.self) { try AnomalySettings(significance: 0) }
        #expect(throws: ScienceError.self) { try AnomalySettings(greatestShare: 0.6) }
        #expect(throws: ScienceError.self) { try EWMAChart(falseAlarmRate: 0.5) }
        #expect(throws: ScienceError.self) { try CUSUMChart(allowance: 0, falseAlarmRate: 0.01) }
    }
}

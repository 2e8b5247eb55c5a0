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

import MeshCore
import ReportReference
import Testing

@testable import ReportAnalysis

@Suite("Attribution")
struct AttributionReportTests {
    static let kinds: [AttributionModel] = [.first, .last, .lastNonDirect, .linear, .positionBased, .timeDecay]

    private func shares(_ model: AttributionModel, _ ages: [Double], _ direct: [Bool]) -> [Double] {
        model.shares(ages: ages.map { .seconds($0) }, isDirect: direct).map { ($0 * 1000).rounded() / 1000 }
    }

    @Test("Each model shares the credit as it says")
    func models() {
        let ages = [14.0, 7, 0].map { $0 * 86_400 }
        #expect(shares(.first, ages, [true, false, true]) == [1, 0, 0])
        #expect(shares(.last, ages, [true, false, true]) == [0, 0, 1])
        #expect(shares(.lastNonDirect, ages, [true, false, true]) == [0, 1, 0])
        #expect(shares(.lastNonDirect, ages, [true, true, true]) == [0, 0, 1])
        #expect(shares(.linear, ages, [true, false, true]) == [0.333, 0.333, 0.333])
        #expect(shares(.positionBased, ages, [true, false, true]) == [0.4, 0.2, 0.4])
        #expect(shares(.positionBased, [1, 0], [true, false]) == [0.5, 0.5])
        #expect(shares(.positionBased, [0], [true]) == [1])
        #expect(shares(.timeDecay, ages, [true, false, true]) == [0.143, 0.286, 0.571])
    }

    @Test("Credits are those that straight loops find, and together all conversions", arguments: kinds.indices, 1...3)
    func random(index: Int, seed: Int) throws {
        let from = try #require(Timestamp("2026-06-01T00:00:00Z"))
        let book = try TrafficBook(seed: UInt64(seed + 40), zone: "UTC", from: from)
        let range = (from + .seconds(80_000))..<(from + .seconds(300_000))
        let lookback = Duration.seconds(100_000)
        let goal = try #require(FilterTest(.goal, .equals, ["Purchase"]))
        let model = Self.kinds[index]
        let definition = try #require(
            AttributionDefinition(conversion: .test(goal), model: model, lookback: lookback, range: range))
        let report = AttributionReport(definition, over: book.segments)

        var credits: [String: Double] = [:]
        var money: [String: Double] = [:]
        var count = 0
        for visits in NaiveJourneys(book.naive.visits).visitors {
            for (place, visit) in visits.enumerated() {
                for event in visit where event.goals.contains("Purchase") && range.contains(event.time) {
                    count += 1
                    let touches = visits[...place].filter {
                        $0[0].time.milliseconds >= event.time.milliseconds - 100_000_000 || $0 == visit
                    }
                    let sources = touches.map { $0[0].values[.source] ?? "(none)" }
                    let ages = touches.map { $0[0].time.duration(to: event.time) }
                    let shares = model.shares(ages: ages, isDirect: sources.map { $0 == "(none)" })
                    for (source, share) in zip(sources, shares) {
                        credits[source, default: 0] += share
                        if event.revenue?.currency == .eur {
                            money[source, default: 0] += share * Double(event.revenue?.amount ?? 0)
                        }
                    }
                }
            }
        }
        #expect(report.conversionCount == count && count > 0)
        #expect(abs(report.credits.values.reduce(0) { $0 + $1.conversions } - Double(count)) < 1e-9)
        for (source, credit) in credits {
            #expect(abs((report.credits[source]?.conversions ?? 0) - credit) < 1e-9)
            #expect(abs((report.credits[source]?.revenue[.eur] ?? 0) - (money[source] ?? 0)) < 1e-6)
        }
    }
}

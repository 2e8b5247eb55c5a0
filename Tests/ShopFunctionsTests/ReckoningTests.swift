import MeshCore
import ShopInsights
import Testing

@testable import ShopFunctions

@Suite("What the functions of a run reckon")
struct ReckoningTests {
    private static let data = demoHistory()

    @Test("Customers are grouped, each is in one group, and the error stands beside the baseline's")
    func segments() throws {
        let (segments, members) = try SegmentReckoning(settings: ShopSettings()).reports(of: Self.data)
        #expect(segments.items.count >= 3)
        #expect(Set(members.items.map(\.customer)).count == members.items.count && members.items.count > 60)
        for segment in segments.items {
            #expect(members.items.count { $0.segment == segment.segment } == segment.customers)
        }
        let test = try #require(segments.backtest)
        #expect(test.cases > 10 && test.measures.contains { $0.name == "RMSE" && $0.baseline > 0 })
    }

    @Test("Demand is foretold better than by the naive forecast, and an order is suggested of what runs out")
    func demand() throws {
        let report = try DemandReckoning(ShopSettings()).report(of: Self.data)
        let mug = try #require(report.items.first { $0.sku == "MUG" })
        let tea = try #require(report.items.first { $0.sku == "TEA" })
        #expect(mug.days.count == 14 && mug.history == 280 && (mug.reorder?.quantity ?? 0) > 0 && mug.facet == "order")
        #expect(tea.reorder?.quantity == 0 && tea.facet == "enough")
        let test = try #require(report.backtest)
        #expect(test.measures.map(\.name).contains("MASE") && test.beatsBaseline, "\(test)")
    }

    @Test("A day on which orders come to nothing is found")
    func anomalies() throws {
        let report = try AnomalyReckoning(settings: ShopSettings()).report(of: Self.data)
        let found = report.items.filter { $0.metric == "orders.cancelled" }
        let worst = found.max { $0.score < $1.score }
        #expect(worst?.time == Timestamp("2026-07-24T00:00:00Z") && found.count < 4, "\(found)")
        #expect((worst?.score ?? 0) > 10 && report.backtest?.beatsBaseline == true)
    }

    @Test(
        "Payments that are declined, tried again and again, or unusually large, are found, and the errors stand beside the baselines'"
    )
    func payments() throws {
        let data = demoPayments()
        let report = try AnomalyReckoning(settings: ShopSettings()).report(of: data)
        let declined = report.items.filter { $0.metric == "payments.declined" }
        #expect(declined.map(\.time) == [Timestamp("2026-03-06T00:00:00Z")], "\(declined)")
        #expect(declined.allSatisfy { $0.value > 0.5 && $0.expected < 0.2 && $0.score > 5 })
        let bursts = report.items.filter { $0.metric == "payments.attempts" }
        #expect(bursts.map(\.subject) == ["acc_tester"] && bursts.first?.value == 14, "\(bursts)")
        let amounts = report.items.filter { $0.metric == "payments.amount" }
        #expect(amounts.map(\.subject) == ["chk_huge"] && amounts.first?.value == 80_000, "\(amounts)")
        let test = try #require(report.backtest)
        for metric in ["payments.declined", "payments.attempts", "payments.amount"] {
            let measure = try #require(test.measures.first { $0.name == "\(metric) F1" })
            #expect(measure.value >= measure.baseline, "\(measure)")
        }
        #expect(report.note?.contains("payments") != true)
    }

    @Test("A price that is better is suggested where demand has told what it answers to")
    func prices() throws {
        let report = try PriceReckoning(ShopSettings()).report(of: Self.data)
        let mug = try #require(report.items.first { $0.sku == "MUG" })
        let elasticity = try #require(mug.elasticity)
        #expect((-3.2 ... -1.8).contains(elasticity))
        let suggested = try #require(mug.suggested, "\(mug)")
        #expect(suggested < mug.price && suggested >= mug.price * 9 / 10, "elastic demand: cheaper, by a tenth at most")
        let tea = try #require(report.items.first { $0.sku == "TEA" })
        #expect(tea.suggested == nil && tea.refusal != nil, "its price never changed")
    }

    @Test("Who has gone is told from who will come again")
    func customers() throws {
        let report = try CustomerReckoning(settings: ShopSettings()).report(of: Self.data)
        #expect(report.items.count > 60 && report.items.allSatisfy { (0...1).contains($0.churn) })
        let test = try #require(report.backtest)
        #expect(test.beatsBaseline && test.measures.contains { $0.name == "log loss" }, "\(test)")
        #expect(report.items.allSatisfy { $0.alive != nil && $0.purchase != nil })
    }

    @Test("A shop without customers gets reasons, and no error")
    func empty() throws {
        let data = ShopData(through: Self.data.through, sales: [], stock: [:], metrics: [])
        let settings = ShopSettings()
        #expect(try SegmentReckoning(settings: settings).reports(of: data).members.note?.isEmpty == false)
        #expect(try CustomerReckoning(settings: settings).report(of: data).note?.isEmpty == false)
        #expect(try DemandReckoning(settings).report(of: data).items.isEmpty)
        #expect(try PriceReckoning(settings).report(of: data).items.isEmpty)
        #expect(try AnomalyReckoning(settings: settings).report(of: data).note?.contains("orders.total") == true)
        #expect(try AnomalyReckoning(settings: settings).report(of: data).note?.contains("payments.attempts") == true)
    }

    @Test("A series has no gaps, and ends before the moment it was asked for")
    func series() {
        let hour: Int64 = 3_600_000
        let series = ShopMetrics.series(
            "x", of: [(5 * hour + 1, 1), (5 * hour + 9, 2), (8 * hour, 4), (10 * hour, 9)], period: hour, season: 24,
            until: 10 * hour)
        #expect(series?.values == [3, 0, 0, 4, 0])
        #expect(series?.times.first == Timestamp(milliseconds: 5 * hour))
        #expect(ShopMetrics.series("x", of: [(hour, 1)], period: hour, season: 1, until: hour) == nil)
    }
}

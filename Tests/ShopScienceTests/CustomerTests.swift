import MeshCore
import ShopScience
import Testing

@Suite("Customers")
struct CustomerTests {
    static let histories = CustomerHistory.all(of: randomShop(customers: 150, days: 300, seed: 7))

    @Test("Features are what was done before the day, and nothing later")
    func features() throws {
        let events = [
            ShopEvent(customer: 4, kind: .view, day: 99), ShopEvent(customer: 4, kind: .cart, day: 125),
            ShopEvent(customer: 4, kind: .purchase, day: 100, amount: 30),
            ShopEvent(customer: 4, kind: .purchase, day: 120, amount: 50),
            ShopEvent(customer: 4, kind: .purchase, day: 130, amount: 900), ShopEvent(customer: 5, kind: .view, day: 1),
            ShopEvent(customer: 6, kind: .purchase, day: 200, amount: 1),
        ]
        let histories = CustomerHistory.all(of: events)
        #expect(histories.map(\.customer) == [4, 6])
        let (table, customers) = CustomerFeature.table(of: histories, asOf: 130)
        #expect(customers == [4])
        #expect(table.columnNames == CustomerFeature.allCases.map(\.rawValue))
        // Recency, frequency, monetary, tenure, interval, absence, purchases and visits of 30 days.
        #expect(Array(table.row(0)) == [10, 2, 40, 30, 20, 5, 2, 1])
        // What comes from the day on changes nothing.
        let future = events + [ShopEvent(customer: 4, kind: .purchase, day: 131, amount: 7)]
        #expect(CustomerFeature.table(of: CustomerHistory.all(of: future), asOf: 130).table == table)
    }

    @Test("Regular, leaving and occasional customers fall into segments of their own, with names")
    func segments() throws {
        let found = try Segmentation(
            Self.histories, asOf: 300, settings: SegmentSettings(clusterCounts: 2...5, seedingCount: 2))
        #expect(found.silhouettes.keys.sorted() == [2, 3, 4, 5])
        #expect(found.silhouette == found.silhouettes.values.max())
        #expect(found.silhouette > 0.3)
        #expect(found.segments.map(\.customerCount).reduce(0, +) == found.customers.count)
        #expect(Set(found.segments.map(\.name)).count == found.segments.count)
        #expect(found.segments.contains { ["champions", "loyal"].contains($0.name) }, "\(found.segments)")
        let recency = found.segments.compactMap { $0.centre["recency"] }
        #expect(recency.first == recency.min())
        // Who buys weekly is with others who do.
        let regular = zip(found.customers, found.labels).filter { $0.0 % 3 == 0 }.map(\.1)
        let others = zip(found.customers, found.labels).filter { $0.0 % 3 != 0 }.map(\.1)
        #expect(Set(regular).intersection(Set(others)).count < found.segments.count)
        #expect(throws: ScienceError.tooLittle(of: "customers who bought", count: 0, needed: 2)) {
            try Segmentation(Self.histories, asOf: -5, settings: SegmentSettings(clusterCounts: 2...5))
        }
        #expect(throws: ScienceError.self) { try SegmentSettings(clusterCounts: 1...4) }
    }

    @Test("What a segment spends foretells better than what all spend")
    func segmentBacktest() throws {
        let report = try Segmentation.backtest(
            Self.histories, asOf: 240, horizon: 60, settings: SegmentSettings(clusterCounts: 2...4, seedingCount: 2))
        #expect(report.beatsBaseline)
        #expect(report.measures.allSatisfy { $0.value < $0.baseline })
        #expect((50...100).contains(report.caseCount))
    }

    @Test("Who leaves is foretold better than by the base rate")
    func churn() throws {
        let settings = try ChurnSettings(horizon: 30, boosting: BoostingSettings(treeCount: 40))
        let model = try ChurnModel(Self.histories, until: 300, settings: settings)
        #expect(model.report.beatsBaseline)
        #expect(model.report["AUC"].map { $0.value > 0.7 && $0.baseline == 0.5 } == true)
        #expect(model.judgements.count == 2)
        #expect(model.judgements[model.method]?.logLoss == model.judgements.values.map(\.logLoss).min())
        let scores = model.scores(of: Self.histories, asOf: 300)
        #expect(scores.count == Self.histories.count)
        #expect(zip(scores, scores.dropFirst()).allSatisfy { $0.probability >= $1.probability })
        #expect(scores.allSatisfy { (0...1).contains($0.probability) })
        // What comes after the end does not show.
        let later = Self.histories.flatMap(\.events) + [ShopEvent(customer: 1, kind: .purchase, day: 301, amount: 9)]
        let again = try ChurnModel(CustomerHistory.all(of: later), until: 300, settings: settings)
        #expect(again.report == model.report)
        #expect(again.scores(of: Self.histories, asOf: 300) == scores)
        #expect(throws: ScienceError.self) { try ChurnModel(Self.histories, until: 20, settings: settings) }
        #expect(throws: ScienceError.self) { try ChurnSettings(horizon: 0, boosting: BoostingSettings()) }
    }

    @Test("How often customers buy is foretold better than by going on as before")
    func purchases() throws {
        let report = try PurchaseModel.backtest(Self.histories, until: 300, horizon: 60)
        #expect(report.beatsBaseline, "\(report)")
        let known = Self.histories.filter { history in
            history.events.contains { $0.kind == .purchase && $0.day < 240 }
        }
        #expect(report.caseCount == known.count)
    }
}

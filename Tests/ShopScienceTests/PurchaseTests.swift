import ShopScience
import Testing

@Suite("Next purchases")
struct PurchaseTests {
    static func golden() throws -> (json: Golden, summaries: [PurchaseSummary], model: PurchaseModel) {
        let golden = try Golden("Purchases")
        let summaries = try golden["rows"].rows.map {
            PurchaseSummary(repeatCount: $0[0], lastPurchase: $0[1], age: $0[2])
        }
        let model = PurchaseModel(
            r: try golden["r"].double, alpha: try golden["alpha"].double, a: try golden["a"].double,
            b: try golden["b"].double)
        return (golden, summaries, model)
    }

    @Test("Likelihood, who is still there and what is expected are what scipy's functions give")
    func parity() throws {
        let (golden, summaries, model) = try Self.golden()
        let future = try golden["future"].double
        for (customer, expected) in zip(summaries, try golden["cases"].rows) {
            let found = [
                model.logLikelihood(of: customer), model.aliveProbability(of: customer),
                model.expectedPurchases(of: customer, within: future),
            ]
            for (own, theirs) in zip(found, expected) {
                #expect(isNear(own, theirs, tolerance: 1e-9), "\(own), not \(theirs) for \(customer)")
            }
        }
    }

    @Test("Fitted, it is as likely as scipy's best, and near what the customers were made with")
    func fitting() throws {
        let (golden, summaries, truth) = try Self.golden()
        let model = try PurchaseModel(summaries)
        func loss(_ model: PurchaseModel) -> Double {
            -summaries.reduce(0) { $0 + model.logLikelihood(of: $1) } / Double(summaries.count)
        }
        #expect(try loss(model) <= golden["leastLoss"].double + 1e-4)
        #expect(loss(model) <= loss(truth))
        #expect(abs(model.r / model.alpha / (truth.r / truth.alpha) - 1) < 0.35)
    }

    @Test("The chance of a purchase is what the median says, and grows with time")
    func chances() throws {
        let (_, summaries, model) = try Self.golden()
        for customer in summaries.prefix(40) {
            let alive = model.aliveProbability(of: customer)
            let median = model.medianDays(of: customer)
            #expect(isNear(model.purchaseProbability(of: customer, within: median), alive / 2, tolerance: 1e-9))
            #expect(model.purchaseProbability(of: customer, within: 0) == 0)
            let (sooner, later) = (
                model.purchaseProbability(of: customer, within: 10), model.purchaseProbability(of: customer, within: 20)
            )
            #expect(sooner < later)
        }
        // Who bought often and then was silent has gone; who bought just now is there.
        let silent = PurchaseSummary(repeatCount: 20, lastPurchase: 40, age: 200)
        let present = PurchaseSummary(repeatCount: 20, lastPurchase: 199, age: 200)
        #expect(model.aliveProbability(of: silent) < 0.01)
        #expect(model.aliveProbability(of: present) > 0.8)
    }

    @Test("Purchases of one day are one, and none after the day count")
    func summaries() throws {
        let events = [10.1, 10.9, 14.5, 30.0, 50.0].map { ShopEvent(customer: 1, kind: .purchase, day: $0, amount: 5) }
        let history = CustomerHistory.all(of: events)[0]
        let summary = try #require(PurchaseSummary(history, asOf: 40))
        #expect(summary == PurchaseSummary(repeatCount: 2, lastPurchase: 20, age: 30))
        #expect(PurchaseSummary(history, asOf: 10) == nil)
        #expect(throws: ScienceError.self) { try PurchaseModel([summary]) }
    }
}

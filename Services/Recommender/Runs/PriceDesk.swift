import CatalogAPI
import Crypto
import MeshCore
import MeshTransport
import ShopInsights

/// Makes suggested prices price rules of the catalog, and takes them back.
///
/// The rule's id follows from the SKU, so whatever is repeated after a crash sets the same rule.
struct PriceDesk: Sendable {
    let store: InsightStore
    let catalog: CatalogClient
    let settings: InsightSettings
    let clock: any WallClock

    private static let source = "price-insights"
    /// Who decides where no person did.
    static let policy = "policy"

    /// Has the price of a run hold.
    ///
    /// - Parameter author: Who says so.
    /// - Throws: ``RecommenderError/insightNotFound``, ``RecommenderError/nothingSuggested``; what the catalog's client throws.
    func accept(_ sku: String, of run: String?, by author: String) async throws -> PriceInsight {
        let run = try await store.run(run)
        guard let item = try await store.item(PriceInsight.self, sku, of: run.run) else {
            throw RecommenderError.insightNotFound
        }
        return try await accept(item, of: run.run, by: author)
    }

    private func accept(_ item: PriceInsight, of run: String, by author: String) async throws -> PriceInsight {
        guard let price = item.suggested, let currency = Currency(item.currency) else {
            throw RecommenderError.nothingSuggested
        }
        let rule = Self.rule(of: item.sku)
        try await catalog.put(
            rule: rule,
            PutPriceRule(
                source: Self.source, sku: item.sku, adjustment: PriceAdjustment(kind: .absolute, value: price),
                currency: currency))
        var item = item
        let decision = PriceDecision(
            state: .accepted, run: run, price: price, rule: rule, by: author, at: clock.now())
        try await store.decide(decision, of: item.sku)
        item.decision = decision
        return item
    }

    /// Takes back what was accepted for a SKU; done again, it changes nothing.
    ///
    /// - Throws: ``RecommenderError/insightNotFound`` where nothing ever was; what the catalog's client throws.
    func withdraw(_ sku: String, by author: String) async throws -> PriceDecision {
        guard var decision = try await store.decisions(of: [sku])[sku.lowercased()] else {
            throw RecommenderError.insightNotFound
        }
        guard decision.state == .accepted else { return decision }
        try await catalog.remove(rule: decision.rule)
        decision.state = .withdrawn
        (decision.by, decision.at) = (author, clock.now())
        try await store.decide(decision, of: sku)
        return decision
    }

    /// Accepts what the policy allows of a run; what a person has taken back of the same price stays so.
    ///
    /// - Throws: What the catalog's client throws.
    func applyPolicy(to run: InsightRun) async throws {
        guard settings.acceptedChange > 0, run.state == .live else { return }
        var place: Int?
        repeat {
            let page = try await store.items(
                PriceInsight.self, of: run.run, facet: "suggested", after: place, limit: 500)
            let known = try await store.decisions(of: page.map(\.item.sku))
            for (_, item) in page where allows(item, known[item.sku.lowercased()]) {
                _ = try await accept(item, of: run.run, by: Self.policy)
            }
            place = page.last?.place
        } while place != nil
    }

    private func allows(_ item: PriceInsight, _ known: PriceDecision?) -> Bool {
        guard let suggested = item.suggested, item.price > 0, item.backtest?.beatsBaseline == true,
            known?.price != suggested
        else { return false }
        return abs(Double(suggested - item.price)) <= settings.acceptedChange * Double(item.price)
    }

    /// The SKU itself where a rule may be called so.
    static func rule(of sku: String) -> String {
        let isPlain =
            sku.utf8.count <= 56
            && sku.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [45, 46, 58, 95].contains(byte)
            }
        guard !isPlain else { return "insight:\(sku)" }
        let digest = SHA256.hash(data: Array(sku.utf8)).prefix(20)
        return "insight:" + digest.map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
    }
}

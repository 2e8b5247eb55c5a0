import Glibc
import MeshCore
import RecommenderModels

/// Whether a price is what somebody usually looks at: who looks at what costs ten is not shown what costs a hundred first.
struct PriceAffinity: Sendable {
    private let share: Double
    /// The logarithm of the usual price, in minor units of a currency; nil where nothing is known of any.
    private let usual: (price: Double, currency: Currency)?

    /// As far from the usual price as counts in full: four times as much, or a fourth.
    private static let distance = log(4.0)

    /// - Parameters:
    ///   - history: Whose weighed geometric mean of prices is the usual one, in the currency of the last item.
    ///   - share: How much of a score depends on it.
    init(_ history: History, _ shelf: CatalogShelf, share: Double) {
        self.share = share
        guard share > 0, let currency = history.items.last.flatMap({ shelf.entry($0)?.price.currency }) else {
            usual = nil
            return
        }
        var (sum, weights) = (0.0, 0.0)
        for (item, weight) in zip(history.items, history.weights) {
            guard weight > 0, let price = shelf.entry(item)?.price, price.currency == currency, price.amount > 0 else {
                continue
            }
            sum += log(Double(price.amount)) * Double(weight)
            weights += Double(weight)
        }
        usual = weights > 0 ? (sum / weights, currency) : nil
    }

    /// The items in their new order.
    func rerank(_ items: some Sequence<RankedItem>, _ shelf: CatalogShelf) -> [RankedItem] {
        guard let usual else { return Array(items) }
        return items.map { ranked in
            guard let price = shelf.entry(ranked.item)?.price, price.currency == usual.currency, price.amount > 0
            else { return ranked }
            let far = min(1, abs(log(Double(price.amount)) - usual.price) / Self.distance)
            return RankedItem(item: ranked.item, score: ranked.score * (1 - share * far))
        }.sorted { $0.precedes($1) }
    }
}

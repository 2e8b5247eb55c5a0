import CatalogAPI
import MeshCore

extension PriceBook {
    /// What a unit costs by quantity, for its page.
    ///
    /// - Parameters:
    ///   - unit: What is sold.
    ///   - entries: All entries of its sku, those of one list together.
    ///   - audience: For whom.
    ///   - moment: When.
    /// - Returns: The prices, and when time alone may change them.
    func prices(
        of unit: SellableUnit, _ entries: [PriceCandidate], for audience: PriceAudience, at moment: Timestamp
    ) -> (prices: SKUPrices, boundary: Timestamp?) {
        var item = SKUPrices(sku: unit.sku, variant: unit.optionTexts)
        var boundary: Timestamp?
        for quantity in Set(entries.map(\.minQuantity) + [1]).sorted() {
            let priced = price(of: unit, entries, for: audience, quantity: quantity, at: moment)
            if let next = priced.boundary { boundary = boundary.map { min($0, next) } ?? next }
            guard let amount = priced.amount else { continue }
            let price = Money(amount: amount, currency: audience.currency)
            if quantity == 1 {
                item.listPrice = priced.listAmount.map { Money(amount: $0, currency: audience.currency) }
            }
            if item.tiers.last?.unitPrice != price { item.tiers.append(.init(minQuantity: quantity, unitPrice: price)) }
        }
        if !unit.isActive {
            item = SKUPrices(sku: unit.sku, variant: unit.optionTexts, problem: .inactive)
        } else if item.tiers.isEmpty {
            item.problem = .noPrice
        }
        return (item, boundary)
    }
}

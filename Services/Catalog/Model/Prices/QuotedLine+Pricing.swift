import CatalogAPI
import MeshCore

extension QuotedLine {
    /// Prices a line.
    ///
    /// - Parameters:
    ///   - line: What is asked for.
    ///   - unit: What is sold under its sku; nil when nothing is.
    ///   - audience: For whom.
    init(_ line: QuotePrices.Line, of unit: SellableUnit?, for audience: PriceAudience) {
        guard let unit else {
            self.init(sku: line.sku, quantity: line.quantity, problem: .unknownSKU)
            return
        }
        self.init(
            sku: unit.sku, quantity: line.quantity, productId: unit.product, title: unit.title,
            variant: unit.options.map { options in
                Dictionary(uniqueKeysWithValues: options.map { ($0.name, $0.value.stringValue ?? "") })
            })
        guard unit.isActive else {
            problem = .inactive
            return
        }
        guard unit.basePrice.currency == audience.currency else {
            problem = .noPrice
            return
        }
        // Typed throws leave overflow as the only reason.
        guard let sum = try? unit.basePrice.multiplied(by: line.quantity), sum.amount <= ProductFields.largestAmount
        else {
            problem = .tooLarge
            return
        }
        unitPrice = unit.basePrice
        listPrice = unit.basePrice
        total = sum
    }
}

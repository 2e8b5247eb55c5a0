import CatalogAPI
import MeshCore

extension QuotedLine {
    /// The line of something that is sold.
    ///
    /// - Parameters:
    ///   - unit: What is sold under its sku.
    ///   - quantity: How many are asked for.
    ///   - priced: What one costs.
    ///   - currency: The currency that was asked for.
    init(_ unit: SellableUnit, quantity: Int64, _ priced: PricedUnit, _ currency: Currency) {
        self.init(
            sku: unit.sku, quantity: quantity, productId: unit.product, title: unit.title,
            variant: unit.optionTexts)
        guard unit.isActive else {
            problem = .inactive
            return
        }
        guard let amount = priced.amount else {
            problem = .noPrice
            return
        }
        let (sum, overflow) = amount.multipliedReportingOverflow(by: quantity)
        guard !overflow, sum <= ProductFields.largestAmount else {
            problem = .tooLarge
            return
        }
        unitPrice = Money(amount: amount, currency: currency)
        listPrice = Money(amount: priced.listAmount ?? amount, currency: currency)
        total = Money(amount: sum, currency: currency)
        priceListId = priced.list
        ruleIds = priced.rules
    }
}

extension SellableUnit {
    /// The options as texts; nil without variants.
    var optionTexts: [String: String]? {
        options.map { options in
            Dictionary(options.map { ($0.name, $0.value.stringValue ?? $0.value.description) }) { first, _ in first }
        }
    }
}

import CatalogAPI
import MeshCore

/// For whom prices are asked: what lists and rules may be limited to.
struct PriceAudience: Equatable, Sendable {
    var currency: Currency
    var channel: String?
    var country: String?
    var customerGroup: String?
}

extension PriceAudience {
    init(_ request: QuotePrices) {
        self.init(
            currency: request.currency, channel: request.channel, country: request.country,
            customerGroup: request.customerGroup)
    }
}

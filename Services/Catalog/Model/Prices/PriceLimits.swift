import MeshCore

/// For whom a list or a rule holds; what is nil holds for all.
struct PriceLimits: Equatable, Sendable {
    var currency: Currency?
    var channel: String?
    var country: String?
    var customerGroup: String?

    func admit(_ audience: PriceAudience) -> Bool {
        (currency == nil || currency == audience.currency) && (channel == nil || channel == audience.channel)
            && (country == nil || country == audience.country)
            && (customerGroup == nil || customerGroup == audience.customerGroup)
    }
}

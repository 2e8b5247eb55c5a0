import CatalogAPI
import MeshCore

/// A price list without its entries: for whom and when it holds, and how it stands to others.
struct PriceTerms: Equatable, Sendable {
    let id: String
    let limits: PriceLimits
    let validity: Validity
    let priority: Int64
    let kind: PriceList.Kind
    /// How specific it is: that it names a customer group weighs more than that it names a channel, this more than a
    /// country, and this more than that it is limited in time.
    let specificity: Int

    init(id: String, limits: PriceLimits, validity: Validity, priority: Int64, kind: PriceList.Kind) {
        self.id = id
        self.limits = limits
        self.validity = validity
        self.priority = priority
        self.kind = kind
        specificity =
            (limits.customerGroup == nil ? 0 : 8) + (limits.channel == nil ? 0 : 4) + (limits.country == nil ? 0 : 2)
            + (validity.isLimited ? 1 : 0)
    }

    init(_ list: PriceList) {
        self.init(
            id: list.id.description,
            limits: PriceLimits(
                currency: list.currency, channel: list.channel, country: list.country,
                customerGroup: list.customerGroup),
            validity: Validity(from: list.validFrom, until: list.validUntil), priority: list.priority, kind: list.kind)
    }
}

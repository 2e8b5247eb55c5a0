import CatalogAPI
import MeshCore

/// A price rule as it is applied.
struct BookedRule: Equatable, Sendable {
    /// What it is about.
    enum Target: Hashable, Sendable {
        /// In lower case.
        case sku(String)
        case category(String)
        case tag(String)
    }

    let id: String
    let target: Target
    let limits: PriceLimits
    let validity: Validity
    let priority: Int64
    let adjustment: PriceAdjustment
    let floor: Int64?
    let ceiling: Int64?

    /// Takes a rule that was checked; nil when it is not active.
    init?(_ rule: PriceRule) {
        let terms = rule.terms
        guard terms.active ?? true else { return nil }
        if let sku = terms.sku {
            target = .sku(sku.lowercased())
        } else if let category = terms.category {
            target = .category(category)
        } else {
            target = .tag(terms.tag ?? "")
        }
        id = rule.id
        limits = PriceLimits(
            currency: terms.currency, channel: terms.channel, country: terms.country, customerGroup: terms.customerGroup
        )
        validity = Validity(from: terms.validFrom, until: terms.validUntil)
        priority = terms.priority ?? 0
        adjustment = terms.adjustment
        floor = terms.floor
        ceiling = terms.ceiling
    }

    /// Whether it is applied before another rule about the same kind of thing.
    func precedes(_ other: BookedRule) -> Bool {
        priority == other.priority ? id < other.id : priority < other.priority
    }

    /// An amount after the rule: adjusted, then not below the floor, then not above the ceiling; and never below zero nor
    /// above what every JSON parser keeps exact.
    func adjust(_ amount: Int64) -> Int64 {
        let adjusted: Int64 =
            switch adjustment.kind {
            case .percent: Self.percent(of: amount, adjustment.value)
            case .fixed: Self.clamped(Int128(amount) + Int128(adjustment.value))
            case .absolute: adjustment.value
            }
        return Self.clamped(Int128(min(max(adjusted, floor ?? 0), ceiling ?? .max)))
    }

    /// Rounds half up: 0.5 minor units become one.
    private static func percent(of amount: Int64, _ basisPoints: Int64) -> Int64 {
        let product = Int128(amount) * (10_000 + Int128(basisPoints))
        return clamped(product <= 0 ? 0 : (product + 5_000) / 10_000)
    }

    private static func clamped(_ amount: Int128) -> Int64 {
        Int64(min(max(amount, 0), Int128(ProductFields.largestAmount)))
    }
}

import CatalogAPI
import MeshCore

/// The choice among price lists. It depends on nothing but what is looked at, in whatever order.
///
/// A list is passed over when it is not for the audience, when its time is not now, and when it has no entry for the SKU
/// that holds now and whose quantity is reached. Within a list the entry with the highest quantity counts, and of two
/// with one quantity the one that began later. Of the lists that are left wins the one that names a customer group; then
/// the one that names a channel; then a country; then the one that is limited in time; then the higher priority; then the
/// lower amount; then the lower id. So there is exactly one winner.
struct PriceSelection {
    /// The price that a list gives.
    struct Offer: Equatable {
        let terms: PriceTerms
        let amount: Int64

        /// Whether it is chosen before another one.
        func outranks(_ other: Offer) -> Bool {
            if terms.specificity != other.terms.specificity { return terms.specificity > other.terms.specificity }
            if terms.priority != other.terms.priority { return terms.priority > other.terms.priority }
            if amount != other.amount { return amount < other.amount }
            return terms.id < other.terms.id
        }
    }

    let audience: PriceAudience
    let quantity: Int64
    let moment: Timestamp
    /// The winner of all lists.
    private(set) var best: Offer?
    /// The winner of those that are no sale.
    private(set) var bestOverride: Offer?
    /// When time alone may change the choice; nil when it cannot.
    private(set) var boundary: Timestamp?

    init(for audience: PriceAudience, quantity: Int64, at moment: Timestamp) {
        self.audience = audience
        self.quantity = quantity
        self.moment = moment
    }

    /// Looks at a list.
    ///
    /// - Parameters:
    ///   - terms: The list.
    ///   - entries: All its entries for the SKU.
    mutating func consider(_ terms: PriceTerms, _ entries: some Sequence<PriceCandidate>) {
        guard terms.limits.admit(audience) else { return }
        note(terms.validity)
        var chosen: PriceCandidate?
        for entry in entries where entry.minQuantity <= quantity {
            note(entry.validity)
            guard entry.validity.holds(at: moment) else { continue }
            if let current = chosen, !Self.isCloser(entry, than: current) { continue }
            chosen = entry
        }
        guard let chosen, terms.validity.holds(at: moment) else { return }
        let offer = Offer(terms: terms, amount: chosen.amount)
        if best.map({ offer.outranks($0) }) ?? true { best = offer }
        switch terms.kind {
        case .override: if bestOverride.map({ offer.outranks($0) }) ?? true { bestOverride = offer }
        case .sale: break
        }
    }

    private static func isCloser(_ entry: PriceCandidate, than other: PriceCandidate) -> Bool {
        if entry.minQuantity != other.minQuantity { return entry.minQuantity > other.minQuantity }
        guard let from = entry.validity.from else { return false }
        return other.validity.from.map { from > $0 } ?? true
    }

    private mutating func note(_ validity: Validity) {
        guard let next = validity.boundary(after: moment) else { return }
        boundary = boundary.map { min($0, next) } ?? next
    }
}

import MeshCore

/// The price lists and rules of the shop without the lists' entries, as they were after a change. Memory holds one, and
/// every quote is made from the one of its snapshot.
struct PriceBook: Sendable {
    /// The place of the last change in it.
    var revision: Int64
    /// The lists that are active, by their numbers in the store.
    var lists: [Int64: PriceTerms] = [:]
    /// The rules that are active.
    var rules = PriceRuleIndex()

    init(revision: Int64) {
        self.revision = revision
    }

    /// What a unit costs.
    ///
    /// - Parameters:
    ///   - unit: What is sold.
    ///   - entries: All entries of its sku, those of one list together.
    ///   - audience: For whom.
    ///   - quantity: How many.
    ///   - moment: When.
    func price(
        of unit: SellableUnit, _ entries: [PriceCandidate], for audience: PriceAudience, quantity: Int64,
        at moment: Timestamp
    ) -> PricedUnit {
        var selection = PriceSelection(for: audience, quantity: quantity, at: moment)
        var start = entries.startIndex
        while start < entries.endIndex {
            let end = entries[start...].firstIndex { $0.list != entries[start].list } ?? entries.endIndex
            if let terms = lists[entries[start].list] { selection.consider(terms, entries[start..<end]) }
            start = end
        }
        let base = unit.basePrice.currency == audience.currency ? unit.basePrice.amount : nil
        var priced = PricedUnit(boundary: selection.boundary)
        guard let amount = selection.best?.amount ?? base else { return priced }
        priced.amount = amount
        priced.listAmount = selection.bestOverride?.amount ?? base ?? amount
        priced.list = selection.best?.terms.id
        for rule in rules.rules(about: unit) where rule.limits.admit(audience) {
            priced.note(rule.validity.boundary(after: moment))
            guard rule.validity.holds(at: moment) else { continue }
            priced.amount = rule.adjust(priced.amount ?? amount)
            priced.rules.append(rule.id)
        }
        return priced
    }
}

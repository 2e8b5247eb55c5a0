import MeshCore

/// The active price rules, found by what they are about.
struct PriceRuleIndex: Sendable {
    private var rules: [String: BookedRule] = [:]
    /// Those about one thing in the order in which they are applied.
    private var byTarget: [BookedRule.Target: [BookedRule]] = [:]

    var count: Int { rules.count }

    /// Puts a rule in the place of the one of its id.
    ///
    /// - Parameters:
    ///   - rule: nil to remove it.
    ///   - id: The rule's id.
    mutating func set(_ rule: BookedRule?, of id: String) {
        if let old = rules.removeValue(forKey: id) {
            byTarget[old.target]?.removeAll { $0.id == id }
            if byTarget[old.target]?.isEmpty == true { byTarget[old.target] = nil }
        }
        guard let rule else { return }
        rules[id] = rule
        var others = byTarget[rule.target] ?? []
        let place = others.firstIndex { rule.precedes($0) } ?? others.endIndex
        others.insert(rule, at: place)
        byTarget[rule.target] = others
    }

    /// The rules about a unit, in the order in which they are applied, from the general to the special: those about its
    /// category from the top of the tree down, those about its tags, those about its sku; among those about the same the
    /// lower priority first, then the lower id.
    func rules(about unit: SellableUnit) -> [BookedRule] {
        guard !rules.isEmpty else { return [] }
        var found: [BookedRule] = []
        for end in unit.category.indices where unit.category[end] == "/" {
            found += byTarget[.category(String(unit.category[..<end]))] ?? []
        }
        found += byTarget[.category(unit.category)] ?? []
        found += unit.tags.flatMap { byTarget[.tag($0)] ?? [] }.sorted { $0.precedes($1) }
        return found + (byTarget[.sku(unit.sku.lowercased())] ?? [])
    }
}

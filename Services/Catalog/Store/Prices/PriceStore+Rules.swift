import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension PriceStore {
    /// What became of a rule that was put.
    enum PutRule: Equatable, Sendable {
        case created(PriceRule)
        /// Changed, or as it was.
        case kept(PriceRule)
    }

    /// Sets a rule. Sent again it changes nothing.
    ///
    /// - Parameters:
    ///   - id: Chosen by the driver.
    ///   - terms: What was checked by ``PutPriceRule/errors``.
    ///   - author: Who does it.
    ///   - precondition: Given what is stored, if something is.
    /// - Throws: ``CatalogError/tooManyPriceRules``, what the precondition throws, `StoreError`.
    func put(
        rule id: String, _ terms: PutPriceRule, by author: String,
        if precondition: @escaping Precondition<PriceRule?>
    ) async throws -> PutRule {
        try await store.write { [self] db in
            let stored = try PriceRuleRow.find(id, db)
            try precondition(stored)
            let terms = terms.complete
            if let stored, stored.terms == terms { return .kept(stored) }
            if stored == nil, try PriceRuleRow.count(db) >= Self.mostRules { throw CatalogError.tooManyPriceRules }
            let now = max(clock.now(), stored?.updatedAt ?? Timestamp(milliseconds: .min))
            let rule = PriceRule(
                id: id, terms: terms, createdAt: stored?.createdAt ?? now, updatedAt: now,
                version: (stored?.version ?? 0) + 1)
            try PriceRuleRow.set(rule, db)
            try record(stored == nil ? .created : .updated, id, before: stored, after: rule, by: author, at: now, db)
            return stored == nil ? .created(rule) : .kept(rule)
        }
    }

    /// Removes a rule.
    ///
    /// - Throws: ``CatalogError/priceRuleNotFound(_:)``, what the precondition throws, `StoreError`.
    func delete(
        rule id: String, by author: String, if precondition: @escaping Precondition<PriceRule>
    ) async throws {
        try await store.write { [self] db in
            guard let stored = try PriceRuleRow.find(id, db) else { throw CatalogError.priceRuleNotFound(id) }
            try precondition(stored)
            try PriceRuleRow.remove(id, db)
            try record(.deleted, id, before: stored, after: nil, by: author, at: clock.now(), db)
        }
    }

    /// A rule.
    ///
    /// - Throws: ``CatalogError/priceRuleNotFound(_:)``, `StoreError`.
    func rule(_ id: String) throws -> PriceRule {
        guard let rule = try store.fastRead({ db in try PriceRuleRow.find(id, db) }) else {
            throw CatalogError.priceRuleNotFound(id)
        }
        return rule
    }

    /// Rules by id.
    ///
    /// - Parameters:
    ///   - id: The last one before; nil to begin.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func rules(after id: String?, limit: Int) async throws -> [PriceRule] {
        try await store.read { db in try PriceRuleRow.page(after: id ?? "", limit: limit, db) }
    }

    private func record(
        _ change: PriceChanged.Change, _ id: String, before: PriceRule?, after: PriceRule?, by author: String,
        at now: Timestamp, _ db: Database
    ) throws {
        let audited = try PriceAudit.add(
            PriceAuditEntry(
                number: 0, at: now, author: author, action: after == nil ? .ruleDeleted : .ruleSet, priceRuleId: id,
                sku: (after ?? before)?.terms.sku, before: before?.json, after: after?.json), db)
        try Self.noteChange(ofRule: id, db)
        if let terms = after?.terms {
            try PriceSchedule.plan(
                Validity(from: terms.validFrom, until: terms.validUntil), .rule, id, after: clock.now(), db)
        }
        let skus = Set([before?.terms.sku, after?.terms.sku].compactMap { $0 }).sorted()
        try tell("price-\(audited)", .init(what: .rule, change: change, priceRuleId: id, skus: skus), at: now, db)
    }
}

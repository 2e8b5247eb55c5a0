import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension PriceStore {
    /// Sets and removes entries of a list, all in one transaction. Those that cannot be taken are told, and the others
    /// done.
    ///
    /// - Throws: ``CatalogError/priceListNotFound(_:)``, what the precondition throws, `StoreError`.
    func put(
        _ changes: [PutPriceEntries.Change], into id: PriceList.ID, by author: String,
        if precondition: @escaping Precondition<PriceList>
    ) async throws -> PriceEntriesOutcome {
        try await store.write { [self] db in
            guard let row = try PriceListRow.find(id, db) else { throw CatalogError.priceListNotFound(id) }
            try precondition(row.list)
            var change = EntriesChange(list: row, author: author, now: clock.now())
            for (index, entry) in changes.enumerated() { try change.take(entry, at: index, db) }
            if let last = change.lastAudited {
                try tell(
                    "price-\(last)",
                    .init(what: .entries, change: .updated, priceListId: id, skus: change.skus), at: change.now, db)
            }
            return change.outcome
        }
    }

    /// Entries of a list by SKU, quantity and beginning.
    ///
    /// - Parameters:
    ///   - id: The list.
    ///   - sku: Only those for this SKU; nil for all.
    ///   - position: The last one before; nil to begin.
    ///   - limit: How many.
    /// - Throws: ``CatalogError/priceListNotFound(_:)``, `StoreError`.
    func entries(
        of id: PriceList.ID, sku: String?, after position: PriceEntryPosition?, limit: Int
    ) async throws -> [PriceEntry] {
        try await store.read { db in
            guard let row = try PriceListRow.find(id, db) else { throw CatalogError.priceListNotFound(id) }
            return try PriceEntryRow.page(of: row.number, sku: sku, after: position, limit: limit, db)
        }
    }
}

/// Entries that are changed together.
private struct EntriesChange {
    /// What tells entries of one list apart.
    private struct Key: Hashable {
        let sku: String
        let minQuantity: Int64
        let from: Timestamp?
    }

    let list: PriceListRow
    let author: String
    let now: Timestamp
    private(set) var outcome = PriceEntriesOutcome()
    /// Whose entries have changed.
    private(set) var skus: [String] = []
    /// The last line of the audit.
    private(set) var lastAudited: Int64?
    private var seen: Set<Key> = []
    private var seenSKUs: Set<String> = []

    init(list: PriceListRow, author: String, now: Timestamp) {
        self.list = list
        self.author = author
        self.now = now
    }

    mutating func take(_ change: PutPriceEntries.Change, at index: Int, _ db: Database) throws {
        let minQuantity = change.minQuantity ?? 1
        let key = Key(sku: change.sku.lowercased(), minQuantity: minQuantity, from: change.validFrom)
        guard seen.insert(key).inserted else {
            return refuse(change, index, "duplicate", "An entry of this sku, quantity and beginning came before.")
        }
        let stored = try PriceEntryRow.find(list.number, change.sku, minQuantity, from: change.validFrom, db)
        guard let amount = change.amount else { return try remove(stored, db) }
        guard !Validity(from: change.validFrom, until: change.validUntil).isEmpty else {
            return refuse(change, index, "empty_validity", "The end must be later than the beginning.")
        }
        guard let unit = try SKUTable.unit(change.sku, db) else {
            return refuse(change, index, "unknown_sku", "Nothing is sold under this sku.")
        }
        if stored == nil, try PriceEntryRow.count(change.sku, db) >= PriceStore.mostEntriesPerSKU {
            return refuse(
                change, index, "too_many_entries",
                "All lists together have \(PriceStore.mostEntriesPerSKU) entries for this sku, which is the most.")
        }
        let entry = PriceEntry(
            sku: stored?.sku ?? unit.sku, minQuantity: minQuantity, amount: amount, validFrom: change.validFrom,
            validUntil: change.validUntil)
        guard entry != stored else {
            outcome.unchanged += 1
            return
        }
        try PriceEntryRow.set(entry, of: list.number, db)
        try PriceSchedule.plan(
            Validity(from: entry.validFrom, until: entry.validUntil), .entries, String(list.number), sku: entry.sku,
            after: now, db)
        outcome.changed += 1
        try audit(.entrySet, entry.sku, before: stored, after: entry, db)
    }

    private mutating func remove(_ stored: PriceEntry?, _ db: Database) throws {
        guard let stored else {
            outcome.unchanged += 1
            return
        }
        try PriceEntryRow.remove(stored, of: list.number, db)
        outcome.removed += 1
        try audit(.entryRemoved, stored.sku, before: stored, after: nil, db)
    }

    private mutating func audit(
        _ action: PriceAuditEntry.Action, _ sku: String, before: PriceEntry?, after: PriceEntry?, _ db: Database
    ) throws {
        lastAudited = try PriceAudit.add(
            PriceAuditEntry(
                number: 0, at: now, author: author, action: action, priceListId: list.list.id, sku: sku,
                before: before?.json, after: after?.json), db)
        if seenSKUs.insert(sku).inserted { skus.append(sku) }
    }

    private mutating func refuse(
        _ change: PutPriceEntries.Change, _ index: Int, _ code: String, _ message: String
    ) {
        outcome.errors.append(.init(index: index, sku: change.sku, code: code, message: message))
    }
}

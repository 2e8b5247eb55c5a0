import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension PriceStore {
    /// Moments that are looked at in one write, and entries that are removed in one: some milliseconds of the writer's
    /// time.
    static let batch = 500

    /// Whether there is anything to sweep: a look at two indexes.
    ///
    /// - Throws: `StoreError`.
    func hasWork() throws -> Bool {
        try store.fastRead { [clock] db in
            let due = try PriceSchedule.due(at: clock.now(), limit: 1, db)
            return try !due.isEmpty || Self.deletedList(db) != nil
        }
    }

    /// Tells of what has begun or ended by itself since it was last asked, each moment once, however long that was ago.
    ///
    /// - Parameter lease: Guards the write.
    /// - Returns: How many moments were looked at; fewer than ``batch`` when none is left.
    /// - Throws: `StoreError`.
    func tellDue(under lease: Lease) async throws -> Int {
        try await store.write { [self] db in
            try Leases.guardWrite(by: lease, db)
            let due = try PriceSchedule.due(at: clock.now(), limit: Self.batch, db)
            guard let last = due.last else { return 0 }
            for lines in Self.together(due) { try tell(lines, db) }
            try PriceSchedule.remove(through: last, db)
            return due.count
        }
    }

    /// Lines of one moment, list and kind: one event tells of all of them.
    private static func together(_ due: [PriceSchedule.Line]) -> [[PriceSchedule.Line]] {
        var groups: [[PriceSchedule.Line]] = []
        for line in due {
            if let last = groups.last?.last, last.at == line.at, last.what == line.what, last.owner == line.owner {
                groups[groups.count - 1].append(line)
            } else {
                groups.append([line])
            }
        }
        return groups
    }

    private func tell(_ lines: [PriceSchedule.Line], _ db: Database) throws {
        guard let first = lines.first, let details = try details(lines, first, db) else { return }
        // The first sku tells the parts of one moment apart, of which there are several when the entries are many.
        let part = first.sku.isEmpty ? "" : "-\(first.sku)"
        try tell(
            "price-\(first.what.rawValue)-\(first.owner)-\(first.at.milliseconds)\(part)", details, at: first.at, db)
    }

    /// What there is to tell; nil when it is no longer so.
    private func details(
        _ lines: [PriceSchedule.Line], _ first: PriceSchedule.Line, _ db: Database
    ) throws -> PriceChanged.Details? {
        switch first.what {
        case .list:
            guard let list = try activeList(first.owner, db),
                let change = Self.change(Validity(from: list.validFrom, until: list.validUntil), at: first.at)
            else { return nil }
            return .init(what: .list, change: change, priceListId: list.id)
        case .entries:
            guard let list = try activeList(first.owner, db), let number = Int64(first.owner) else { return nil }
            let statement = try db.cachedStatement(
                sql: "SELECT 1 FROM price_entry WHERE sku = ? AND list = ? AND (valid_from = ? OR valid_until = ?)")
            let skus = try lines.map(\.sku).filter { sku in
                let at = first.at.milliseconds
                return try Int.fetchOne(statement, arguments: [sku, number, at, at]) != nil
            }
            return skus.isEmpty
                ? nil : .init(what: .entries, change: .updated, priceListId: list.id, skus: skus)
        case .rule:
            guard let rule = try PriceRuleRow.find(first.owner, db), rule.terms.active ?? true,
                let change = Self.change(
                    Validity(from: rule.terms.validFrom, until: rule.terms.validUntil), at: first.at)
            else { return nil }
            return .init(
                what: .rule, change: change, priceRuleId: rule.id, skus: [rule.terms.sku].compactMap { $0 })
        case .product:
            return nil
        }
    }

    private func activeList(_ owner: String, _ db: Database) throws -> PriceList? {
        guard let number = Int64(owner), let list = try PriceListRow.find(number: number, db)?.list, list.active else {
            return nil
        }
        return list
    }

    private static func change(_ validity: Validity, at moment: Timestamp) -> PriceChanged.Change? {
        if validity.from == moment { return .began }
        return validity.until == moment ? .ended : nil
    }

    private static func deletedList(_ db: Database) throws -> Row? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT number, id, deleted_at, deleted_by FROM price_list INDEXED BY price_list_deleted
                    WHERE deleted_at IS NOT NULL LIMIT 1
                    """))
    }

    /// Removes entries of lists that were deleted, each with its line of the audit, and a list once it has none.
    ///
    /// - Parameter lease: Guards the write.
    /// - Returns: Whether there may be more.
    /// - Throws: `StoreError`.
    func removeDeleted(under lease: Lease) async throws -> Bool {
        try await store.write { db in
            try Leases.guardWrite(by: lease, db)
            guard let row = try Self.deletedList(db) else { return false }
            let number: Int64 = row[0]
            let entries = try PriceEntryRow.page(of: number, sku: nil, after: nil, limit: Self.batch, db)
            for entry in entries {
                try PriceEntryRow.remove(entry, of: number, db)
                try PriceAudit.add(
                    PriceAuditEntry(
                        number: 0, at: Timestamp(milliseconds: row[2]), author: row[3], action: .entryRemoved,
                        priceListId: PriceList.ID(row[1] as String), sku: entry.sku, before: entry.json), db)
            }
            if entries.count < Self.batch {
                try db.cachedStatement(sql: "DELETE FROM price_list WHERE number = ?").execute(arguments: [number])
            }
            return true
        }
    }
}

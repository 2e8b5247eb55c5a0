import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension PriceStore {
    /// Adds a list.
    ///
    /// - Parameters:
    ///   - list: Made by the caller, its id above all, because a write may run twice.
    ///   - author: Who does it.
    ///   - finish: Runs in the same transaction.
    /// - Throws: ``CatalogError/priceListCodeTaken(_:)``, ``CatalogError/tooManyPriceLists``, what `finish` throws,
    ///   `StoreError`.
    func create(
        _ list: PriceList, by author: String, finish: @escaping @Sendable (Database) throws -> Void = { _ in }
    ) async throws {
        try await store.write { [self] db in
            let number = try PriceListRow.insert(list, limit: Self.mostLists, db)
            try record(.created, before: nil, after: list, number: number, by: author, at: list.createdAt, db)
            try finish(db)
        }
    }

    /// Adds a list and finishes the claim of its request in one transaction, so that a crash leaves both or neither.
    ///
    /// - Throws: As ``create(_:by:finish:)``; ``CatalogError/overtaken`` when another instance has the claim now.
    func create(
        _ list: PriceList, by author: String, finishing claim: IdempotencyClaim, of keys: IdempotencyKeys,
        with answer: StoredAnswer
    ) async throws {
        try await create(list, by: author) { db in
            guard try keys.finish(claim, with: answer, db) else { throw CatalogError.overtaken }
        }
    }

    /// A list.
    ///
    /// - Throws: ``CatalogError/priceListNotFound(_:)``, `StoreError`.
    func list(_ id: PriceList.ID) throws -> PriceList {
        guard let row = try store.fastRead({ db in try PriceListRow.find(id, db) }) else {
            throw CatalogError.priceListNotFound(id)
        }
        return row.list
    }

    static let listPageSQL = """
        SELECT \(PriceListRow.columns) FROM price_list INDEXED BY price_list_newest
        WHERE deleted_at IS NULL AND id < ? ORDER BY id DESC LIMIT ?
        """

    /// Lists, the newest first.
    ///
    /// - Parameters:
    ///   - id: The last one before; nil to begin.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func lists(before id: PriceList.ID?, limit: Int) async throws -> [PriceList] {
        try await store.read { db in
            // A tilde comes behind all ids.
            let arguments: StatementArguments = [id?.description ?? "~", limit]
            return try Row.fetchAll(db.cachedStatement(sql: Self.listPageSQL), arguments: arguments)
                .map { try PriceListRow($0).list }
        }
    }

    /// Applies a merge patch (RFC 7396). A patch that changes nothing leaves the version as it is.
    ///
    /// - Throws: ``CatalogError``, what the precondition throws, `StoreError`.
    func patch(
        _ id: PriceList.ID, _ patch: JSONValue, by author: String, if precondition: @escaping Precondition<PriceList>
    ) async throws -> PriceList {
        try await store.write { [self] db in
            guard let row = try PriceListRow.find(id, db) else { throw CatalogError.priceListNotFound(id) }
            let stored = row.list
            try precondition(stored)
            let draft = try PriceListDraft(stored).merging(patch)
            guard draft != PriceListDraft(stored) else { return stored }
            let now = max(clock.now(), stored.updatedAt)
            let list = draft.list(id: id, createdAt: stored.createdAt, updatedAt: now, version: stored.version + 1)
            try row.update(to: list, db)
            try record(.updated, before: stored, after: list, number: row.number, by: author, at: now, db)
            return list
        }
    }

    /// Removes a list: its prices are gone at once, its entries are removed by and by, each with its line of the audit.
    ///
    /// - Throws: ``CatalogError/priceListNotFound(_:)``, what the precondition throws, `StoreError`.
    func delete(
        _ id: PriceList.ID, by author: String, if precondition: @escaping Precondition<PriceList>
    ) async throws {
        try await store.write { [self] db in
            guard let row = try PriceListRow.find(id, db) else { throw CatalogError.priceListNotFound(id) }
            try precondition(row.list)
            let now = max(clock.now(), row.list.updatedAt)
            try row.delete(by: author, at: now, db)
            try record(.deleted, before: row.list, after: nil, number: row.number, by: author, at: now, db)
        }
    }

    private func record(
        _ change: PriceChanged.Change, before: PriceList?, after: PriceList?, number: Int64, by author: String,
        at now: Timestamp, _ db: Database
    ) throws {
        guard let id = (after ?? before)?.id else { return }
        let action: PriceAuditEntry.Action =
            before == nil ? .listCreated : after == nil ? .listDeleted : .listUpdated
        let audited = try PriceAudit.add(
            PriceAuditEntry(
                number: 0, at: now, author: author, action: action, priceListId: id, before: before?.json,
                after: after?.json), db)
        try Self.noteChange(ofList: number, db)
        if let after {
            try PriceSchedule.plan(PriceTerms(after).validity, .list, String(number), after: clock.now(), db)
        }
        try tell("price-\(audited)", .init(what: .list, change: change, priceListId: id), at: now, db)
    }
}

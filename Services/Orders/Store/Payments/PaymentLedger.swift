import GRDB
import MeshCore
import MeshStore

/// The books of purchases on account in the store of orders.
struct PaymentLedger: Sendable {
    let store: Store
    let clock: any WallClock

    /// An account; nil when the reference was never heard of.
    ///
    /// - Throws: `StoreError`.
    func account(_ reference: PaymentReference) async throws -> InvoiceAccount? {
        try await store.read { db in try InvoiceAccountRow.find(reference, db) }
    }

    /// Makes a step of an account and books its line, in one transaction.
    ///
    /// - Parameters:
    ///   - reference: The account.
    ///   - opening: Makes the account when there is none.
    ///   - note: What the line says besides.
    ///   - step: The step; nil when it has been made before.
    /// - Throws: What the step throws, `StoreError`.
    func book(
        _ reference: PaymentReference, opening: @escaping @Sendable (Timestamp) -> InvoiceAccount, note: String = "",
        _ step: @escaping @Sendable (inout InvoiceAccount) throws(InvoiceRefusal) -> LedgerEntry?
    ) async throws {
        try await store.write { [clock] db in
            let now = clock.now()
            let known = try InvoiceAccountRow.find(reference, db)
            var account = known ?? opening(now)
            guard let entry = try step(&account) else { return }
            try InvoiceAccountRow.save(account, isNew: known == nil, db)
            try Self.append(entry, reference, note: note, at: now, db)
        }
    }

    /// Books a refund unless it has been booked.
    ///
    /// - Throws: ``InvoiceRefusal``, `StoreError`.
    func refund(_ amount: Money, of reference: PaymentReference, as refund: RefundReference) async throws {
        try await store.write { [clock] db in
            guard try !Self.isBooked(refund.description, db) else { return }
            guard var account = try InvoiceAccountRow.find(reference, db) else { throw InvoiceRefusal.notCaptured }
            let entry = try account.refund(amount, as: refund)
            try InvoiceAccountRow.save(account, isNew: false, db)
            try Self.append(entry, reference, note: "", at: clock.now(), db)
        }
    }

    /// Books what a buyer has paid, and finishes the claim of the request in the same transaction.
    ///
    /// - Parameters:
    ///   - amount: What was paid.
    ///   - reference: The account.
    ///   - note: What the line says besides.
    ///   - claim: That of the request; nil without an idempotency key.
    ///   - keys: Where the claim is kept.
    ///   - answer: What the request is answered, by the account as it is then.
    /// - Returns: The account as it is then; nil when there is none.
    /// - Throws: ``InvoiceRefusal``; ``OrdersError/overtaken`` when another instance has the claim now; `StoreError`.
    func settle(
        _ amount: Money, of reference: PaymentReference, note: String, finishing claim: IdempotencyClaim? = nil,
        of keys: IdempotencyKeys? = nil,
        with answer: @escaping @Sendable (InvoiceAccount) throws -> StoredAnswer = { _ in
            .init(status: 200, fields: [], body: [])
        }
    ) async throws -> InvoiceAccount? {
        try await store.write { [clock] db in
            guard var account = try InvoiceAccountRow.find(reference, db) else { return nil }
            let entry = try account.settle(amount, number: try Self.lines(of: reference, db))
            try InvoiceAccountRow.save(account, isNew: false, db)
            try Self.append(entry, reference, note: note, at: clock.now(), db)
            if let claim, let keys, try !keys.finish(claim, with: try answer(account), db) {
                throw OrdersError.overtaken
            }
            return account
        }
    }

    /// Accounts on which something is owed, in the order in which they were opened.
    ///
    /// - Parameters:
    ///   - position: The last of the page before; nil for the first page.
    ///   - limit: How many.
    /// - Throws: `StoreError`.
    func open(after position: PaymentReference?, limit: Int) async throws -> [InvoiceAccount] {
        try await store.read { db in
            let statement = try db.cachedStatement(sql: Self.openSQL)
            return try Row.fetchAll(statement, arguments: [position?.description ?? "", limit])
                .map(InvoiceAccountRow.account)
        }
    }

    static let openSQL = """
        SELECT \(InvoiceAccountRow.columns) FROM payment_account
        WHERE captured - refunded - settled <> 0 AND reference > ? ORDER BY reference LIMIT ?
        """

    private static func isBooked(_ key: String, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM payment_ledger WHERE key = ?")
        return try Int.fetchOne(statement, arguments: [key]) != nil
    }

    private static func lines(of reference: PaymentReference, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM payment_ledger WHERE reference = ?")
        return try Int64.fetchOne(statement, arguments: [reference.description]) ?? 0
    }

    private static func append(
        _ entry: LedgerEntry, _ reference: PaymentReference, note: String, at now: Timestamp, _ db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO payment_ledger (key, reference, kind, held, owed, note, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.key, reference.description, entry.kind.rawValue, entry.held, entry.owed, note, now.milliseconds,
        ])
    }
}

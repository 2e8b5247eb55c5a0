import GRDB
import MeshCore
import MeshStore
import OrdersAPI

extension CheckoutStore {
    /// What one statement finds that is due, the longest first.
    static let dueSQL = "SELECT id FROM checkout WHERE due_at <= ? ORDER BY due_at LIMIT ?"
    static let ownersSQL = "SELECT DISTINCT owner FROM checkout WHERE owner IS NOT NULL"
    static let ownedSQL = "SELECT id FROM checkout WHERE owner = ? LIMIT ?"
    static let endedSQL = """
        SELECT number FROM checkout WHERE due_at IS NULL AND updated_at <= ? AND look_at IS NULL LIMIT ?
        """

    private static let takeSQL = "UPDATE checkout SET owner = ?, fence = fence + 1, due_at = ? WHERE id = ?"
    /// Whether nobody works at a checkout: it is laid aside, or the workflow waits with it for the buyer.
    private static let restsSQL = "(owner IS NULL OR (owner = '\(workflow)' AND step = 'awaitBuyer'))"

    /// Takes up checkouts that nobody carries: those that are due, those whose lease ran out, and those whose process is
    /// gone.
    ///
    /// - Parameters:
    ///   - limit: How many at most.
    ///   - now: The wall clock.
    ///   - lease: How long nobody else takes them up.
    ///   - isAlive: Whether the process of an owner runs.
    /// - Returns: Each with whoever had it before; nil when nobody had.
    /// - Throws: `StoreError`.
    func takeUp(
        _ limit: Int, at now: Timestamp, for lease: Duration, isAlive: @Sendable (String) -> Bool
    ) async throws -> [(checkout: CheckoutRecord, from: String?)] {
        let owners = try orders.store.fastRead { db in try String.fetchAll(db.cachedStatement(sql: Self.ownersSQL)) }
        let gone = Set(owners.filter { $0 != Self.workflow && !isAlive($0) })
        let ids = try orders.store.fastRead { db in
            let due = try String.fetchAll(db.cachedStatement(sql: Self.dueSQL), arguments: [now.milliseconds, limit])
            return try gone.reduce(into: due) { ids, owner in
                ids += try String.fetchAll(db.cachedStatement(sql: Self.ownedSQL), arguments: [owner, limit])
            }
        }
        // Most of the time there is none, and then nothing is written.
        guard !ids.isEmpty else { return [] }
        return try await orders.store.write { [self] db in
            try Set(ids.prefix(limit)).sorted().compactMap { id in
                try take(id, at: now, until: now + lease, orFrom: gone, db)
            }
        }
    }

    private func take(
        _ id: String, at now: Timestamp, until end: Timestamp, orFrom gone: Set<String>, _ db: Database
    ) throws -> (checkout: CheckoutRecord, from: String?)? {
        let owned = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT owner, due_at FROM checkout WHERE id = ? AND due_at IS NOT NULL"),
            arguments: [id])
        guard let owned, owned[1] <= now.milliseconds || (owned[0] as String?).map(gone.contains) == true else {
            return nil
        }
        let previous = owned[0] as String?
        try db.cachedStatement(sql: Self.takeSQL).execute(arguments: [owner, end.milliseconds, id])
        return try Checkout.ID(id).flatMap { try CheckoutRow.find($0, db) }.map { ($0, previous) }
    }

    /// Prolongs the leases of checkouts that take long.
    ///
    /// - Parameter carried: By which number each is ours.
    /// - Returns: Those that are still ours.
    /// - Throws: `StoreError`.
    func renew(_ carried: [Checkout.ID: Int64], until end: Timestamp) async throws -> Set<Checkout.ID> {
        guard !carried.isEmpty else { return [] }
        return try await orders.store.write { db in
            let statement = try db.cachedStatement(
                sql: "UPDATE checkout SET due_at = ? WHERE id = ? AND fence = ? AND owner IS NOT NULL")
            return try carried.reduce(into: []) { renewed, carried in
                try statement.execute(arguments: [end.milliseconds, carried.key.description, carried.value])
                if db.changesCount == 1 { renewed.insert(carried.key) }
            }
        }
    }

    /// Notes that the buyer does not want it any more, and makes it due when it waits. Without effect once the order is
    /// placed.
    ///
    /// - Throws: `StoreError`.
    func giveUp(_ id: Checkout.ID, at now: Timestamp) async throws {
        try await orders.store.write { db in
            try db.cachedStatement(
                sql: """
                    UPDATE checkout SET unwanted = 1, due_at = CASE WHEN \(Self.restsSQL) THEN ? ELSE due_at END
                    WHERE id = ? AND due_at IS NOT NULL AND step IN ('reserve', 'awaitBuyer')
                    """
            ).execute(arguments: [now.milliseconds, id.description])
        }
    }

    /// Makes the checkout of a payment due, because something has happened to the payment. Without effect on one that is
    /// being carried, or has ended.
    ///
    /// - Returns: Whether a checkout waits for it.
    /// - Throws: `StoreError`.
    @discardableResult
    func hasten(_ payment: PaymentReference, at now: Timestamp) async throws -> Bool {
        try await orders.store.write { db in try Self.hasten(payment, at: now, db) }
    }

    /// The same within a transaction.
    @discardableResult
    static func hasten(_ payment: PaymentReference, at now: Timestamp, _ db: Database) throws -> Bool {
        try db.cachedStatement(
            sql: "UPDATE checkout SET due_at = ? WHERE payment_reference = ? AND \(restsSQL) AND due_at > ?"
        ).execute(arguments: [now.milliseconds, payment.description, now.milliseconds])
        return db.changesCount == 1
    }

    /// Forgets some of the checkouts that ended before a moment.
    ///
    /// - Returns: How many.
    /// - Throws: `StoreError`.
    func forget(endedBefore moment: Timestamp, limit: Int) async throws -> Int {
        try await orders.store.write { db in
            try db.cachedStatement(sql: "DELETE FROM checkout WHERE number IN (\(Self.endedSQL))")
                .execute(arguments: [moment.milliseconds, limit])
            return db.changesCount
        }
    }
}

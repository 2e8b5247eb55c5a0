import GRDB
import MeshCore
import MeshStore
import OrdersAPI

/// The checkouts in the store of orders. Each change is one transaction with all that belongs to it, and none is open
/// while anybody outside is asked.
struct CheckoutStore: Sendable {
    /// The owner of checkouts that the workflow drives, whichever instance does its next step.
    static let workflow = "workflow"

    let orders: OrdersStore
    /// Who carries the checkouts that are taken up here: unique to the instance, so that no two carry one.
    let owner: String

    /// The same for checkouts that the workflow drives.
    var driven: CheckoutStore { CheckoutStore(orders: orders, owner: Self.workflow) }

    /// Who has a checkout that is laid aside: nobody, unless the workflow comes back for it.
    private var restingOwner: String? { owner == Self.workflow ? owner : nil }

    /// What came of a request for a checkout.
    enum Beginning: Sendable {
        /// It is the caller's to carry.
        case begun(CheckoutRecord)
        /// The same request has begun it before.
        case known(CheckoutRecord)
    }

    /// Begins a checkout: keeps it, and holds its cart.
    ///
    /// - Throws: ``OrdersError/keyReused``, ``OrdersError/checkoutInProgress``, ``OrdersError/cartClosed(_:)``,
    ///   ``OrdersError/cartChanged``; `StoreError`.
    func begin(
        _ record: CheckoutRecord, _ key: IdempotencyKey, _ fingerprint: RequestFingerprint
    ) async throws -> Beginning {
        try await orders.store.write { [self] db in
            if let known = try CheckoutRow.find(key, db) { return .known(try Self.same(known, fingerprint)) }
            try orders.hold(record.cartID, version: record.content.cartVersion, at: record.createdAt, db)
            try CheckoutRow.insert(record, key, fingerprint, owner: owner, db)
            return .begun(record)
        }
    }

    /// The checkout that a request began before; nil when it has not.
    ///
    /// - Throws: ``OrdersError/keyReused``; `StoreError`.
    func find(_ key: IdempotencyKey, _ fingerprint: RequestFingerprint) throws -> CheckoutRecord? {
        try orders.store.fastRead { db in
            try CheckoutRow.find(key, db).map { try Self.same($0, fingerprint) }
        }
    }

    func find(_ id: Checkout.ID) throws -> CheckoutRecord? {
        try orders.store.fastRead { db in try CheckoutRow.find(id, db) }
    }

    private static func same(
        _ known: (record: CheckoutRecord, fingerprint: [UInt8]), _ fingerprint: RequestFingerprint
    ) throws(OrdersError) -> CheckoutRecord {
        guard known.fingerprint == fingerprint.bytes else { throw .keyReused }
        return known.record
    }
}

// MARK: - The steps that are written down

extension CheckoutStore {
    /// Waits for the buyer; nobody carries it until then.
    ///
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func recordWait(_ record: CheckoutRecord, from step: CheckoutStep) async throws {
        try await orders.store.write { [self] db in
            try CheckoutRow.update(record, from: step, owner: restingOwner, db)
        }
    }

    /// Places the order, unless the buyer does not want it any more.
    ///
    /// - Returns: Whether it is placed.
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func place(
        _ record: CheckoutRecord, from step: CheckoutStep, secret: CapabilitySecret?
    ) async throws -> Bool {
        try await orders.store.write { [self] db in
            guard try !Self.isUnwanted(record, db) else { return false }
            try CheckoutRow.update(record, from: step, owner: owner, db)
            try orders.insert(record.content.order(of: record, at: record.updatedAt), secret: secret, db)
            return true
        }
    }

    /// Ends it well: the order is paid, the cart has become it, and the answer is kept.
    ///
    /// - Returns: With the paid order.
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func finish(_ record: CheckoutRecord, from step: CheckoutStep) async throws -> CheckoutRecord {
        try await orders.store.write { [self] db in
            var record = record
            guard try CheckoutRow.isAt(step, record, db) else { throw CheckoutLost(id: record.id, fence: record.fence) }
            guard let placed = try OrderRow.find(record.orderID, db) else {
                throw OrdersError.damagedRow("\(record.orderID) was placed and is not there")
            }
            let order = try orders.advance(placed, by: .pay(captured: record.content.total), db).order
            record.paidOrder = try StoredJSON.text(order)
            try CheckoutRow.update(record, from: step, owner: nil, db)
            try orders.close(record.cartID, at: record.updatedAt, db)
            try orders.keepAttempt(of: record, db)
            return record
        }
    }

    /// Writes down that it goes backward.
    ///
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func turnBack(_ record: CheckoutRecord, from step: CheckoutStep) async throws {
        try await orders.store.write { [owner] db in try CheckoutRow.update(record, from: step, owner: owner, db) }
    }

    /// Ends it without an order: one that was placed is cancelled, and the cart is its buyer's again.
    ///
    /// - Parameter moment: When its payment is looked at once more; nil for never.
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func cancel(
        _ record: CheckoutRecord, from step: CheckoutStep, lookingAgainAt moment: Timestamp?
    ) async throws {
        try await orders.store.write { [self] db in
            try CheckoutRow.update(record, from: step, owner: nil, db)
            if let placed = try OrderRow.find(record.orderID, db) {
                try orders.advance(placed, by: .cancel(reason: record.refusal?.kind.rawValue), db)
            }
            try orders.reopen(record.cartID, at: record.updatedAt, db)
            try orders.keepAttempt(of: record, db)
            if let moment { try Self.look(at: record.id, moment, db) }
        }
    }

    /// Lays it aside until it is due.
    ///
    /// - Throws: ``CheckoutLost``; `StoreError`.
    func postpone(_ record: CheckoutRecord) async throws {
        try await orders.store.write { [self] db in
            try CheckoutRow.update(record, from: record.step, owner: restingOwner, db)
        }
    }

    private static func isUnwanted(_ record: CheckoutRecord, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT unwanted FROM checkout WHERE id = ?")
        return try Bool.fetchOne(statement, arguments: [record.id.description]) ?? false
    }
}

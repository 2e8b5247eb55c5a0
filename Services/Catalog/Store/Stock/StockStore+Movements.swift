package import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension StockStore {
    /// A request whose answer is kept in the transaction of its change.
    package struct Claimed: Sendable {
        let claim: IdempotencyClaim
        let keys: IdempotencyKeys
        /// Makes the answer that is kept.
        let answer: @Sendable (StockMovement) throws -> StoredAnswer
    }

    /// Records units that came or went.
    ///
    /// - Parameters:
    ///   - request: How many, and why.
    ///   - sku: Of what; it is stocked from now on if it was not.
    ///   - id: Made by the caller, because a write may run twice.
    ///   - claimed: The claim of the request, when it has a key.
    /// - Throws: ``CatalogError/insufficientStock(_:)`` when more would be kept than is there,
    ///   ``CatalogError/stockLimit(_:)``, ``CatalogError/overtaken`` when another instance has the claim now,
    ///   `StoreError`.
    package func record(
        _ request: RecordStockMovement, of sku: String, id: StockMovement.ID, finishing claimed: Claimed? = nil
    ) async throws -> StockMovement {
        try await store.write { [self] db in
            let stored = try StockRow.find(sku, db)
            let now = clock.now()
            if stored == nil { try StockRow.insert(sku, at: now, db) }
            let movement = try move(
                request.quantity, from: stored ?? StockLevel(sku: sku), reason: request.reason,
                reference: request.reference, id: id, at: now, db)
            if let claimed {
                let answer = try claimed.answer(movement)
                guard try claimed.keys.finish(claimed.claim, with: answer, db) else { throw CatalogError.overtaken }
            }
            return movement
        }
    }

    /// Sets what is on hand to what a count has found; the difference is a movement. A count that finds what is known
    /// changes nothing.
    ///
    /// - Parameters:
    ///   - onHand: What was found.
    ///   - sku: Of what.
    ///   - id: That of the movement, if there is one.
    ///   - precondition: Looks at the level that is stored; throws to leave it alone.
    /// - Throws: ``CatalogError/insufficientStock(_:)`` when more is kept than was found, what the precondition throws,
    ///   `StoreError`.
    func count(
        _ onHand: Int64, of sku: String, id: StockMovement.ID,
        if precondition: @escaping @Sendable (StockLevel) throws -> Void
    ) async throws -> StockLevel {
        try await store.write { [self] db in
            let stored = try StockRow.find(sku, db)
            let level = stored ?? StockLevel(sku: sku)
            try precondition(level)
            guard onHand != level.onHand else { return level }
            let now = clock.now()
            if stored == nil { try StockRow.insert(sku, at: now, db) }
            _ = try move(onHand - level.onHand, from: level, reason: .correction, reference: nil, id: id, at: now, db)
            guard let counted = try StockRow.find(sku, db) else { throw CatalogError.damagedRow("stock \(sku)") }
            return counted
        }
    }

    /// Enters a movement and tells of it.
    private func move(
        _ quantity: Int64, from level: StockLevel, reason: StockMovementReason, reference: String?,
        id: StockMovement.ID, at now: Timestamp, _ db: Database
    ) throws -> StockMovement {
        var level = level
        if level.available < -quantity {
            try freeDue(-quantity, of: level.sku, at: now, db)
            level = try StockRow.find(level.sku, db) ?? level
        }
        let onHand = level.onHand + quantity
        guard onHand >= level.reserved else {
            throw CatalogError.insufficientStock([
                StockShortage(sku: level.sku, wanted: -quantity, available: level.available)
            ])
        }
        guard onHand <= StockFields.largestOnHand else { throw CatalogError.stockLimit(level.sku) }
        let movement = StockMovement(
            id: id, sku: level.sku, quantity: quantity, reason: reason, reference: reference, onHand: onHand, at: now)
        try MovementRow.insert(movement, db)
        var after = level
        after.onHand = onHand
        after.available = onHand - level.reserved
        after.version += 1
        try tell(after, StockChanged.Cause(reason), reference: reference, at: now, db)
        return movement
    }

    /// Sells kept units: they are neither kept nor on hand any more.
    func sell(_ line: ReservationLine, reference: String?, at now: Timestamp, _ db: Database) throws {
        // Kept units go first, because more must never be kept than is on hand. The ledger counts the change.
        let statement = try db.cachedStatement(
            sql: "UPDATE stock SET reserved = reserved - ? WHERE sku = ? RETURNING \(StockRow.columns)")
        guard let row = try Row.fetchOne(statement, arguments: [line.quantity, line.sku]) else {
            throw CatalogError.damagedRow("stock \(line.sku)")
        }
        // An id of a write that runs twice is nobody's yet.
        _ = try move(
            -line.quantity, from: StockRow.level(row), reason: .sold, reference: reference, id: .make(), at: now, db)
    }
}

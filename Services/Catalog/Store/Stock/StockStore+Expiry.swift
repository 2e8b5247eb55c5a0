import CatalogAPI
import GRDB
import MeshCore
package import MeshStore

extension StockStore {
    /// Lets holds expire whose time is over.
    ///
    /// - Parameters:
    ///   - limit: The most of one write.
    ///   - lease: Under which it is done; nil where nobody competes.
    /// - Returns: How many; fewer than the limit when none is left.
    /// - Throws: `StoreError`.
    package func expireDue(limit: Int, under lease: Lease? = nil) async throws -> Int {
        try await store.write { [self] db in
            if let lease { try Leases.guardWrite(by: lease, db) }
            let now = clock.now()
            let due = try ReservationRow.due(at: now, limit: limit, db)
            for id in due { try expire(id, at: now, db) }
            return due.count
        }
    }

    /// Forgets reservations that were finished before a time.
    ///
    /// - Returns: How many; fewer than the limit when none is left.
    /// - Throws: `StoreError`.
    func forget(finishedBefore time: Timestamp, limit: Int, under lease: Lease? = nil) async throws -> Int {
        try await store.write { db in
            if let lease { try Leases.guardWrite(by: lease, db) }
            return try ReservationRow.forget(finishedBefore: time, limit: limit, db)
        }
    }

    /// A reservation as it stands at a time: one that is due expires here and now.
    func current(_ stored: Reservation, at now: Timestamp, _ db: Database) throws -> Reservation {
        stored.isDue(at: now) ? try change(stored, to: .expired, at: now, db) : stored
    }

    /// Lets holds of an SKU expire whose time is over, as many as it takes until so many units are available: a sweeper
    /// that is late, or gone, keeps stock from nobody.
    func freeDue(_ quantity: Int64, of sku: String, at now: Timestamp, _ db: Database) throws {
        while try Self.available(sku, db) < quantity, let due = try ReservationRow.firstDue(of: sku, at: now, db) {
            try expire(due, at: now, db)
        }
    }

    /// Lets a hold that was found due expire.
    private func expire(_ id: Reservation.ID, at now: Timestamp, _ db: Database) throws {
        guard let stored = try ReservationRow.find(id, db)?.reservation, stored.isDue(at: now) else {
            throw CatalogError.damagedRow("\(id)")
        }
        _ = try change(stored, to: .expired, at: now, db)
    }

    /// Brings a reservation into another state, and its units where they belong then.
    func change(
        _ reservation: Reservation, to state: ReservationState, at now: Timestamp, _ db: Database
    ) throws -> Reservation {
        var changed = reservation
        changed.state = state
        changed.updatedAt = max(now, reservation.updatedAt)
        switch state {
        case .held: preconditionFailure("A reservation is held from the beginning or not at all")
        case .claimed:
            changed.expiresAt = nil
        case .committed:
            changed.expiresAt = nil
            for line in reservation.lines { try sell(line, reference: reservation.reference, at: now, db) }
        case .released:
            changed.expiresAt = nil
            try giveBack(reservation, .released, at: now, db)
        case .expired:
            try giveBack(reservation, .expired, at: now, db)
        }
        try ReservationRow.update(changed, db)
        return changed
    }

    private func giveBack(
        _ reservation: Reservation, _ cause: StockChanged.Cause, at now: Timestamp, _ db: Database
    ) throws {
        for line in reservation.lines {
            let level = try StockRow.unreserve(line.quantity, of: line.sku, at: now, db)
            try tell(level, cause, reference: reservation.reference, at: now, db)
        }
    }
}

package import CatalogAPI
import GRDB
import MeshCore
import MeshStore

extension StockStore {
    /// What came of a step.
    struct Stepped: Sendable {
        var reservation: Reservation
        /// Whether the step was possible, now or before.
        var wasTaken: Bool
    }

    /// A reservation as it stands.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``, `StoreError`.
    package func reservation(_ id: Reservation.ID) async throws -> Reservation? {
        // Two reads without a snapshot around them: the lines of a reservation never change.
        let stored = try store.fastRead { db in try ReservationRow.find(id, db)?.reservation }
        guard let stored, stored.isDue(at: clock.now()) else { return stored }
        // Once somebody was told that it has expired it stays so, also when the clock is set back.
        return try await store.write { [self] db in
            guard let stored = try ReservationRow.find(id, db)?.reservation else { return nil }
            return try current(stored, at: clock.now(), db)
        }
    }

    /// Keeps units: all lines or none. Done once for each id.
    ///
    /// - Returns: The reservation as it stands now, and whether it is new.
    /// - Throws: ``CatalogError/insufficientStock(_:)`` with every SKU of which there is too little,
    ///   ``CatalogError/reservationMismatch(_:)`` when the id's reservation is of something else, `StoreError`.
    package func reserve(
        _ id: Reservation.ID, _ content: ReservationContent
    ) async throws -> (reservation: Reservation, isNew: Bool) {
        try await store.write { [self] db in
            let now = clock.now()
            if let stored = try ReservationRow.find(id, db) {
                return (try repeated(stored, content, at: now, db), false)
            }
            let lines = try keep(content, at: now, db)
            let reservation = Reservation(
                id: id, state: .held, reference: content.reference, lines: lines, expiresAt: now + content.hold,
                createdAt: now, updatedAt: now)
            try ReservationRow.insert(reservation, hold: content.hold, db)
            return (reservation, true)
        }
    }

    /// Takes a reservation a step on.
    ///
    /// - Throws: ``CatalogError/reservationNotFound(_:)`` but for a release, which is kept for an id that names nothing;
    ///   ``CatalogError/reservationEnded(_:)``; `StoreError`.
    package func take(_ step: ReservationStep, _ id: Reservation.ID) async throws -> Reservation {
        let stepped = try await store.write { [self] db in try take(step, id, db) }
        // Not thrown in the write, which would undo an expiry that was found on the way.
        guard stepped.wasTaken else { throw CatalogError.reservationEnded(stepped.reservation.state) }
        return stepped.reservation
    }

    private func take(_ step: ReservationStep, _ id: Reservation.ID, _ db: Database) throws -> Stepped {
        let now = clock.now()
        guard let stored = try ReservationRow.find(id, db)?.reservation else {
            guard step == .release else { throw CatalogError.reservationNotFound(id) }
            return Stepped(reservation: try releaseEarly(id, at: now, db), wasTaken: true)
        }
        let reservation = try current(stored, at: now, db)
        switch step.verdict(on: reservation.state) {
        case .stay: return Stepped(reservation: reservation, wasTaken: true)
        case .refuse: return Stepped(reservation: reservation, wasTaken: false)
        case .become(let state):
            return Stepped(reservation: try change(reservation, to: state, at: now, db), wasTaken: true)
        }
    }

    /// What a repeated request is answered with.
    private func repeated(
        _ stored: ReservationRow.Stored, _ content: ReservationContent, at now: Timestamp, _ db: Database
    ) throws -> Reservation {
        // What was released before it was made has no content to compare.
        let wasMade = !stored.reservation.lines.isEmpty
        guard !wasMade || content.isSame(as: stored.reservation, hold: stored.hold) else {
            throw CatalogError.reservationMismatch(stored.reservation.id)
        }
        return try current(stored.reservation, at: now, db)
    }

    /// Keeps the units of all lines, or throws and so leaves everything as it was.
    ///
    /// - Returns: The lines, each SKU as it is written in the stock.
    private func keep(
        _ content: ReservationContent, at now: Timestamp, _ db: Database
    ) throws -> [ReservationLine] {
        var lines: [ReservationLine] = []
        var shortages: [StockShortage] = []
        for line in content.lines {
            if let level = try keep(line, at: now, db) {
                lines.append(ReservationLine(sku: level.sku, quantity: line.quantity))
                try tell(level, .reserved, reference: content.reference, at: now, db)
            } else {
                shortages.append(
                    StockShortage(
                        sku: line.sku, wanted: line.quantity, available: try Self.available(line.sku, db)))
            }
        }
        guard shortages.isEmpty else { throw CatalogError.insufficientStock(shortages) }
        return lines
    }

    private func keep(_ line: ReservationLine, at now: Timestamp, _ db: Database) throws -> StockLevel? {
        if let level = try StockRow.reserve(line.quantity, of: line.sku, at: now, db) { return level }
        try freeDue(line.quantity, of: line.sku, at: now, db)
        return try StockRow.reserve(line.quantity, of: line.sku, at: now, db)
    }

    /// Keeps in mind that an id was released that names nothing, so that a request that is still on its way comes too
    /// late.
    private func releaseEarly(_ id: Reservation.ID, at now: Timestamp, _ db: Database) throws -> Reservation {
        let reservation = Reservation(
            id: id, state: .released, reference: nil, lines: [], expiresAt: nil, createdAt: now, updatedAt: now)
        try ReservationRow.insert(reservation, hold: .zero, db)
        return reservation
    }
}

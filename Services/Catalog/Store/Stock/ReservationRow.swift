import CatalogAPI
import GRDB
import MeshCore

/// A reservation and its lines as rows.
enum ReservationRow {
    /// A line that is claimed is live until then.
    private static let never = Int64.max

    private static let columns = "id, state, reference, hold, expires_at, created_at, updated_at"

    /// A reservation, with how long it was to be held when it was asked for.
    typealias Stored = (reservation: Reservation, hold: Duration)

    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func find(_ id: Reservation.ID, _ db: Database) throws -> Stored? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM reservation WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.description]) else { return nil }
        guard let state = ReservationState(rawValue: row[1]) else { throw CatalogError.damagedRow("\(id)") }
        let expiresAt: Int64? = row[4]
        let reservation = Reservation(
            id: id, state: state, reference: row[2], lines: try lines(of: id, db),
            expiresAt: expiresAt.map { Timestamp(milliseconds: $0) }, createdAt: Timestamp(milliseconds: row[5]),
            updatedAt: Timestamp(milliseconds: row[6]))
        return (reservation, .milliseconds(row[3] as Int64))
    }

    private static func lines(of id: Reservation.ID, _ db: Database) throws -> [ReservationLine] {
        let statement = try db.cachedStatement(
            sql: "SELECT sku, quantity FROM reservation_line WHERE reservation = ? ORDER BY sku")
        return try Row.fetchAll(statement, arguments: [id.description]).map { row in
            ReservationLine(sku: row[0], quantity: row[1])
        }
    }

    static let liveSQL = """
        SELECT id FROM reservation INDEXED BY reservation_open WHERE finished_at IS NULL AND id > ? ORDER BY id LIMIT ?
        """

    /// Live reservations by id, those behind one.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func live(after id: Reservation.ID?, limit: Int, _ db: Database) throws -> [Reservation] {
        let statement = try db.cachedStatement(sql: liveSQL)
        let ids = try String.fetchAll(statement, arguments: [id?.description ?? "", limit])
        return try ids.compactMap { text in try Reservation.ID(text).flatMap { try find($0, db)?.reservation } }
    }

    /// Adds a reservation; its lines are live while it is held.
    static func insert(_ reservation: Reservation, hold: Duration, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO reservation (\(columns), finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        let finishedAt = reservation.state.isLive ? nil : reservation.updatedAt.milliseconds
        try statement.execute(arguments: [
            reservation.id.description, reservation.state.rawValue, reservation.reference, hold.wholeMilliseconds,
            reservation.expiresAt?.milliseconds, reservation.createdAt.milliseconds,
            reservation.updatedAt.milliseconds, finishedAt,
        ])
        let line = try db.cachedStatement(
            sql: "INSERT INTO reservation_line (reservation, sku, quantity, live_until) VALUES (?, ?, ?, ?)")
        for kept in reservation.lines {
            try line.execute(arguments: [
                reservation.id.description, kept.sku, kept.quantity, reservation.expiresAt?.milliseconds,
            ])
        }
    }

    /// Writes what state a reservation is in now, and until when its lines are live.
    static func update(_ reservation: Reservation, _ db: Database) throws {
        let (liveUntil, finishedAt): (Int64?, Int64?) =
            switch reservation.state {
            case .held: (reservation.expiresAt?.milliseconds, nil)
            case .claimed: (never, nil)
            case .committed, .released, .expired: (nil, reservation.updatedAt.milliseconds)
            }
        try db.cachedStatement(
            sql: "UPDATE reservation SET state = ?, expires_at = ?, updated_at = ?, finished_at = ? WHERE id = ?"
        ).execute(arguments: [
            reservation.state.rawValue, reservation.expiresAt?.milliseconds, reservation.updatedAt.milliseconds,
            finishedAt, reservation.id.description,
        ])
        try db.cachedStatement(sql: "UPDATE reservation_line SET live_until = ? WHERE reservation = ?")
            .execute(arguments: [liveUntil, reservation.id.description])
    }

    // MARK: What is due

    static let dueSQL = """
        SELECT id FROM reservation INDEXED BY reservation_due WHERE state = 'held' AND expires_at <= ?
        ORDER BY expires_at LIMIT ?
        """

    /// Holds whose time is over, the one that is longest over first.
    static func due(at now: Timestamp, limit: Int, _ db: Database) throws -> [Reservation.ID] {
        let statement = try db.cachedStatement(sql: dueSQL)
        return try String.fetchAll(statement, arguments: [now.milliseconds, limit]).compactMap { Reservation.ID($0) }
    }

    static let dueOfSKUSQL = """
        SELECT reservation FROM reservation_line INDEXED BY reservation_live
        WHERE sku = ? AND live_until <= ? ORDER BY live_until LIMIT 1
        """

    /// A hold of an SKU whose time is over: the one that is longest over.
    static func firstDue(of sku: String, at now: Timestamp, _ db: Database) throws -> Reservation.ID? {
        let statement = try db.cachedStatement(sql: dueOfSKUSQL)
        return try String.fetchOne(statement, arguments: [sku, now.milliseconds]).flatMap { Reservation.ID($0) }
    }

    static let forgetSQL = """
        DELETE FROM reservation WHERE id IN (
            SELECT id FROM reservation INDEXED BY reservation_finished
            WHERE finished_at < ? ORDER BY finished_at LIMIT ?)
        """

    /// Forgets reservations that were finished before a time.
    ///
    /// - Returns: How many.
    static func forget(finishedBefore time: Timestamp, limit: Int, _ db: Database) throws -> Int {
        try db.cachedStatement(sql: forgetSQL).execute(arguments: [time.milliseconds, limit])
        return db.changesCount
    }
}

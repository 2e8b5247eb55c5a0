import CatalogAPI
import GRDB
import MeshCore

/// The table of moments that are to come. A line in it says that something is to be looked at then, not that it is still
/// so: a list that has been moved since leaves a line that means nothing.
struct PriceSchedule {
    /// What is to be looked at.
    struct Line: Equatable {
        let at: Timestamp
        let what: PriceChanged.Subject
        /// The list's number, or the rule's id.
        let owner: String
        /// Empty for a whole list and for a rule.
        let sku: String
    }

    /// Writes down the beginning and the end of a validity, those that are to come.
    static func plan(
        _ validity: Validity, _ what: PriceChanged.Subject, _ owner: String, sku: String = "", after now: Timestamp,
        _ db: Database
    ) throws {
        for moment in validity.boundaries(after: now) {
            try db.cachedStatement(
                sql: "INSERT INTO price_due (at, what, owner, sku) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            ).execute(arguments: [moment.milliseconds, what.rawValue, owner, sku])
        }
    }

    static let dueSQL = "SELECT at, what, owner, sku FROM price_due WHERE at <= ? ORDER BY at, what, owner, sku LIMIT ?"

    /// What is due, the earliest first.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func due(at now: Timestamp, limit: Int, _ db: Database) throws -> [Line] {
        let statement = try db.cachedStatement(sql: dueSQL)
        return try Row.fetchAll(statement, arguments: [now.milliseconds, limit]).map { row in
            guard let what = PriceChanged.Subject(rawValue: row[1]) else {
                throw CatalogError.damagedRow("price_due \(row[1] as String)")
            }
            return Line(at: Timestamp(milliseconds: row[0]), what: what, owner: row[2], sku: row[3])
        }
    }

    static let removeSQL = "DELETE FROM price_due WHERE (at, what, owner, sku) <= (?, ?, ?, ?)"

    /// Removes what has been looked at.
    static func remove(through last: Line, _ db: Database) throws {
        try db.cachedStatement(sql: removeSQL)
            .execute(arguments: [last.at.milliseconds, last.what.rawValue, last.owner, last.sku])
    }
}

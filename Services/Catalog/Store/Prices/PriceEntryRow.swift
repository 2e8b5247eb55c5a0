import CatalogAPI
import GRDB
import MeshCore

/// An entry of a price list as a row.
enum PriceEntryRow {
    /// The beginning of an entry that has none, because a key holds no null: earlier than all times.
    static let ever = Int64.min
    static let columns = "sku, min_quantity, amount, valid_from, valid_until"

    /// The entry of a row with these columns.
    static func entry(_ row: Row) -> PriceEntry {
        let validity = validity(from: row[3], until: row[4])
        return PriceEntry(
            sku: row[0], minQuantity: row[1], amount: row[2], validFrom: validity.from, validUntil: validity.until)
    }

    private static func validity(from: Int64, until: Int64?) -> Validity {
        Validity(
            from: from == ever ? nil : Timestamp(milliseconds: from),
            until: until.map(Timestamp.init(milliseconds:)))
    }

    static let candidatesSQL =
        "SELECT list, min_quantity, amount, valid_from, valid_until FROM price_entry WHERE sku = ? ORDER BY list"

    /// All entries for an SKU, those of one list together.
    static func candidates(_ sku: String, _ db: Database) throws -> [PriceCandidate] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: candidatesSQL), arguments: [sku])
        var found: [PriceCandidate] = []
        while let row = try rows.next() {
            found.append(
                PriceCandidate(
                    list: row[0], minQuantity: row[1], validity: validity(from: row[3], until: row[4]), amount: row[2]))
        }
        return found
    }

    static func find(
        _ list: Int64, _ sku: String, _ minQuantity: Int64, from: Timestamp?, _ db: Database
    ) throws -> PriceEntry? {
        let statement = try db.cachedStatement(
            sql: """
                SELECT \(columns) FROM price_entry WHERE sku = ? AND list = ? AND min_quantity = ? AND valid_from = ?
                """)
        return try Row.fetchOne(statement, arguments: [sku, list, minQuantity, from?.milliseconds ?? ever]).map(entry)
    }

    static func set(_ entry: PriceEntry, of list: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO price_entry (sku, list, min_quantity, valid_from, valid_until, amount)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET valid_until = excluded.valid_until, amount = excluded.amount
                """
        ).execute(arguments: [
            entry.sku, list, entry.minQuantity, entry.validFrom?.milliseconds ?? ever, entry.validUntil?.milliseconds,
            entry.amount,
        ])
    }

    static func remove(_ entry: PriceEntry, of list: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: "DELETE FROM price_entry WHERE sku = ? AND list = ? AND min_quantity = ? AND valid_from = ?"
        ).execute(arguments: [entry.sku, list, entry.minQuantity, entry.validFrom?.milliseconds ?? ever])
    }

    /// How many entries all lists have for an SKU.
    static func count(_ sku: String, _ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT count(*) FROM price_entry WHERE sku = ?")
        return try Int.fetchOne(statement, arguments: [sku]) ?? 0
    }

    static let pageSQL = """
        SELECT \(columns) FROM price_entry INDEXED BY price_entry_list
        WHERE list = ? AND (sku, min_quantity, valid_from) > (?, ?, ?) ORDER BY sku, min_quantity, valid_from LIMIT ?
        """
    static let skuPageSQL = """
        SELECT \(columns) FROM price_entry
        WHERE list = ? AND sku = ? AND (min_quantity, valid_from) > (?, ?) ORDER BY min_quantity, valid_from LIMIT ?
        """

    /// Entries of a list in their order.
    ///
    /// - Parameters:
    ///   - list: The list's number.
    ///   - sku: Only those for this SKU; nil for all.
    ///   - position: The last one before; nil to begin.
    ///   - limit: How many.
    static func page(
        of list: Int64, sku: String?, after position: PriceEntryPosition?, limit: Int, _ db: Database
    ) throws -> [PriceEntry] {
        let (quantity, from) = (position?.minQuantity ?? 0, position?.from ?? ever)
        guard let sku else {
            let statement = try db.cachedStatement(sql: pageSQL)
            return try Row.fetchAll(statement, arguments: [list, position?.sku ?? "", quantity, from, limit])
                .map(entry)
        }
        let statement = try db.cachedStatement(sql: skuPageSQL)
        return try Row.fetchAll(statement, arguments: [list, sku, quantity, from, limit]).map(entry)
    }
}

import CatalogAPI
import GRDB
import MeshCore

/// A price list as a row.
struct PriceListRow {
    static let columns = """
        number, id, code, title, currency, channel, country, customer_group, valid_from, valid_until, priority, kind, \
        active, created_at, updated_at, version
        """

    let number: Int64
    let list: PriceList

    /// The list of a row with these columns.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    init(_ row: Row) throws {
        let text: String = row[1]
        guard let id = PriceList.ID(text), let currency = Currency(row[4]), let kind = PriceList.Kind(rawValue: row[11])
        else { throw CatalogError.damagedRow(text) }
        number = row[0]
        list = PriceList(
            id: id, code: row[2], title: row[3], currency: currency, channel: row[5], country: row[6],
            customerGroup: row[7], validFrom: (row[8] as Int64?).map(Timestamp.init(milliseconds:)),
            validUntil: (row[9] as Int64?).map(Timestamp.init(milliseconds:)), priority: row[10], kind: kind,
            active: row[12], createdAt: Timestamp(milliseconds: row[13]), updatedAt: Timestamp(milliseconds: row[14]),
            version: row[15])
    }

    static func find(_ id: PriceList.ID, _ db: Database) throws -> PriceListRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM price_list WHERE id = ? AND deleted_at IS NULL")
        return try Row.fetchOne(statement, arguments: [id.description]).map(PriceListRow.init)
    }

    static func find(number: Int64, _ db: Database) throws -> PriceListRow? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(columns) FROM price_list WHERE number = ? AND deleted_at IS NULL")
        return try Row.fetchOne(statement, arguments: [number]).map(PriceListRow.init)
    }

    /// Adds a list and returns its number.
    ///
    /// - Throws: ``CatalogError/priceListCodeTaken(_:)``, ``CatalogError/tooManyPriceLists``.
    static func insert(_ list: PriceList, limit: Int, _ db: Database) throws -> Int64 {
        let count = try Int.fetchOne(
            db.cachedStatement(
                sql: "SELECT count(*) FROM price_list INDEXED BY price_list_newest WHERE deleted_at IS NULL"))
        guard count ?? 0 < limit else { throw CatalogError.tooManyPriceLists }
        try requireFree(list.code, for: list.id, db)
        try db.cachedStatement(
            sql: """
                INSERT INTO price_list (id, code, title, currency, channel, country, customer_group, valid_from,
                valid_until, priority, kind, active, created_at, updated_at, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            list.id.description, list.code, list.title, list.currency.description, list.channel, list.country,
            list.customerGroup, list.validFrom?.milliseconds, list.validUntil?.milliseconds, list.priority,
            list.kind.rawValue, list.active, list.createdAt.milliseconds, list.updatedAt.milliseconds, list.version,
        ])
        return db.lastInsertedRowID
    }

    /// - Throws: ``CatalogError/priceListCodeTaken(_:)``.
    func update(to list: PriceList, _ db: Database) throws {
        try Self.requireFree(list.code, for: list.id, db)
        try db.cachedStatement(
            sql: """
                UPDATE price_list SET code = ?, title = ?, channel = ?, country = ?, customer_group = ?, valid_from = ?,
                valid_until = ?, priority = ?, kind = ?, active = ?, updated_at = ?, version = ? WHERE number = ?
                """
        ).execute(arguments: [
            list.code, list.title, list.channel, list.country, list.customerGroup, list.validFrom?.milliseconds,
            list.validUntil?.milliseconds, list.priority, list.kind.rawValue, list.active, list.updatedAt.milliseconds,
            list.version, number,
        ])
    }

    /// Hides the list; its entries are removed later.
    func delete(by author: String, at now: Timestamp, _ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE price_list SET deleted_at = ?, deleted_by = ? WHERE number = ?")
            .execute(arguments: [now.milliseconds, author, number])
    }

    private static func requireFree(_ code: String, for id: PriceList.ID, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM price_list WHERE code = ? AND deleted_at IS NULL AND id <> ?")
        guard try Int.fetchOne(statement, arguments: [code, id.description]) == nil else {
            throw CatalogError.priceListCodeTaken(code)
        }
    }
}

import CatalogAPI
import GRDB
import MeshCore

/// The table of all changes of prices. It is only added to, in the transaction of the change.
enum PriceAudit {
    static let columns = "number, at, author, action, list, rule, product, sku, before, after"

    /// Adds a change; its number is given by the table.
    ///
    /// - Returns: The number.
    @discardableResult
    static func add(_ entry: PriceAuditEntry, _ db: Database) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO price_audit (at, author, action, list, rule, product, sku, before, after)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            entry.at.milliseconds, entry.author, entry.action.rawValue, entry.priceListId?.description,
            entry.priceRuleId, entry.productId?.description, entry.sku, entry.before?.description,
            entry.after?.description,
        ])
        return db.lastInsertedRowID
    }

    /// The statement of a page: each has an index that begins with its equalities.
    static func pageSQL(sku: String?, list: String?) -> String {
        let index =
            switch (sku, list) {
            case (nil, nil): "NOT INDEXED"
            case (_?, nil): "INDEXED BY price_audit_sku"
            case (nil, _?): "INDEXED BY price_audit_list"
            case (_?, _?): "INDEXED BY price_audit_sku_list"
            }
        let conditions = [sku.map { _ in "sku = ? AND " }, list.map { _ in "list = ? AND " }].compactMap { $0 }
        return """
            SELECT \(columns) FROM price_audit \(index)
            WHERE \(conditions.joined())number < ? ORDER BY number DESC LIMIT ?
            """
    }

    /// Changes, the newest first.
    ///
    /// - Parameters:
    ///   - sku: Only those of this SKU; nil for all.
    ///   - list: Only those of this list; nil for all.
    ///   - number: The last one before; nil to begin.
    ///   - limit: How many.
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func page(
        sku: String?, list: String?, before number: Int64?, limit: Int, _ db: Database
    ) throws -> [PriceAuditEntry] {
        var arguments: StatementArguments = []
        if let sku { arguments += [sku] }
        if let list { arguments += [list] }
        arguments += [number ?? .max, limit]
        return try Row.fetchAll(db.cachedStatement(sql: pageSQL(sku: sku, list: list)), arguments: arguments).map(entry)
    }

    private static func entry(_ row: Row) throws -> PriceAuditEntry {
        guard let action = PriceAuditEntry.Action(rawValue: row[3]) else {
            throw CatalogError.damagedRow("price_audit \(row[0] as Int64)")
        }
        return PriceAuditEntry(
            number: row[0], at: Timestamp(milliseconds: row[1]), author: row[2], action: action,
            priceListId: (row[4] as String?).flatMap { PriceList.ID($0) }, priceRuleId: row[5],
            productId: (row[6] as String?).flatMap { Product.ID($0) }, sku: row[7],
            before: try document(row[8]), after: try document(row[9]))
    }

    private static func document(_ text: String?) throws -> JSONValue? {
        try text.map { text in
            do {
                return try JSONValue(parsing: text)
            } catch {
                throw CatalogError.damagedRow("price_audit: \(text.prefix(100))")
            }
        }
    }
}

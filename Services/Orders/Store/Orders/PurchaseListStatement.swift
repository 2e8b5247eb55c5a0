import GRDB
import MeshCore

/// The SQL of a page of purchases, the last one first, by the index that serves it.
struct PurchaseListStatement {
    let sql: String
    let arguments: StatementArguments

    /// - Parameters:
    ///   - query: Which purchases.
    ///   - position: The last one of the page before; nil for the first page.
    ///   - limit: How many rows.
    init(_ query: PurchaseQuery, after position: PurchasePosition?, limit: Int) {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
        if let since = query.since { add("last_at >= ?", since.milliseconds) }
        let index: String
        let order: String
        if let account = query.account {
            (index, order) = ("purchase_account", "last_at DESC, sku DESC")
            add("account = ?", account)
            if let position { add("(last_at, sku) < (?, ?)", position.last, position.sku) }
        } else {
            (index, order) = ("purchase_last", "last_at DESC, account DESC, sku DESC")
            if let position {
                add("(last_at, account, sku) < (?, ?, ?)", position.last, position.account, position.sku)
            }
        }
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        sql = """
            SELECT \(PurchaseRow.columns) FROM purchase INDEXED BY \(index) \(filter) ORDER BY \(order) LIMIT ?
            """
        self.arguments = arguments + [limit]
    }
}

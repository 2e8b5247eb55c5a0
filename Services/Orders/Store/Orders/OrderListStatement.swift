import GRDB
import MeshCore
import OrdersAPI

/// The SQL of a page of orders, the newest first. It names the index that serves it, so that SQLite refuses rather than
/// scans; the filters beside the index's own hold among one buyer's orders.
struct OrderListStatement {
    let sql: String
    let arguments: StatementArguments

    /// - Parameters:
    ///   - query: Which orders.
    ///   - position: The last order of the page before; nil for the first page.
    ///   - limit: How many rows.
    init(_ query: OrderQuery, after position: OrderPosition?, limit: Int) {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
        if let account = query.account { add("account = ?", account) }
        if let email = query.email { add("email = ?", email) }
        if let state = query.state { add("state = ?", state.rawValue) }
        if let since = query.since { add("placed_at >= ?", since.milliseconds) }
        if let position { add("(placed_at, id) < (?, ?)", position.placed, position.id.description) }
        let filter = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        sql = """
            SELECT \(OrderRow.columns) FROM shop_order INDEXED BY \(Self.index(for: query)) \(filter) \
            ORDER BY placed_at DESC, id DESC LIMIT ?
            """
        self.arguments = arguments + [limit]
    }

    private static func index(for query: OrderQuery) -> String {
        if query.account != nil { return "shop_order_account" }
        if query.email != nil { return "shop_order_email" }
        return query.state == nil ? "shop_order_placed" : "shop_order_state"
    }
}

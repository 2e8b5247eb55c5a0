import CatalogAPI
import GRDB
import MeshCore

/// The SQL of a page of a list. Each part names the index that serves it, so that SQLite refuses rather than scans.
struct ListStatement {
    let sql: String
    let arguments: StatementArguments

    /// - Parameters:
    ///   - query: Which products.
    ///   - position: The last item of the page before; nil for the first page.
    ///   - limit: How many rows.
    init(_ query: ProductQuery, after position: ListPosition?, limit: Int) {
        let order = ListOrder(query)
        var parts: [String] = []
        var arguments: StatementArguments = []
        for active in query.active.map({ [$0] }) ?? [true, false] {
            var part = Part(query, order)
            part.restrict(to: active, query, order, after: position)
            parts.append(part.sql)
            arguments += part.arguments
        }
        sql = parts.joined(separator: " UNION ALL ") + " ORDER BY \(order.sql) LIMIT ?"
        self.arguments = arguments + [limit]
    }

    /// The products that can be bought, or those that cannot.
    private struct Part {
        private var conditions: [String] = []
        private(set) var arguments: StatementArguments = []
        private let access: String

        init(_ query: ProductQuery, _ order: ListOrder) {
            if query.sku != nil {
                access = "NOT INDEXED"
            } else {
                access = "INDEXED BY " + (query.category == nil ? "product_" : "product_category_") + order.rawValue
            }
        }

        var sql: String {
            "SELECT \(ProductRow.columns) FROM product \(access) "
                + "WHERE \(conditions.joined(separator: " AND "))"
        }

        mutating func restrict(
            to active: Bool, _ query: ProductQuery, _ order: ListOrder, after position: ListPosition?
        ) {
            add("active = ?", active)
            if let sku = query.sku { add("number = (SELECT product FROM sku WHERE sku = ?)", sku) }
            if let category = query.category { add("category = ?", category) }
            if order == .price { add("currency = ?", query.currency?.description ?? "EUR") }
            if let minimum = query.minPrice { add("amount >= ?", minimum) }
            if let maximum = query.maxPrice { add("amount <= ?", maximum) }
            if let since = query.updatedSince { add("updated_at >= ?", since.milliseconds) }
            switch position {
            case nil: break
            case .newest(let id)?: add("id < ?", id.description)
            case .price(let amount, let id)?: add("(amount, id) > (?, ?)", amount, id.description)
            case .updated(let time, let id)?: add("(updated_at, id) > (?, ?)", time, id.description)
            }
        }

        private mutating func add(_ condition: String, _ values: any DatabaseValueConvertible...) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
    }
}

extension ListOrder {
    /// The order as SQL.
    fileprivate var sql: String {
        switch self {
        case .newest: "id DESC"
        case .price: "amount, id"
        case .updated: "updated_at, id"
        }
    }
}

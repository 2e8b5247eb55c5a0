import CatalogAPI
import GRDB
import MeshCore

/// The SQL of a page of a list, read in the order of the key of a table of lists, or of the one product of a sku.
struct ListStatement {
    let sql: String
    let arguments: StatementArguments

    /// - Parameters:
    ///   - query: Which products.
    ///   - category: The number of the query's category; that of everything when it names none.
    ///   - position: The last item of the page before; nil for the first page.
    ///   - limit: How many rows.
    init(_ query: ProductQuery, in category: Int64, after position: ListPosition?, limit: Int) {
        let order = ListOrder(query)
        guard query.sku == nil else {
            var part = Part(order)
            part.restrict(toOneOf: query)
            sql = "SELECT \(ProductRow.columns) FROM product WHERE \(part.conditions.joined(separator: " AND "))"
            arguments = part.arguments
            return
        }
        var parts: [String] = []
        var arguments: StatementArguments = []
        for active in query.active.map({ [$0] }) ?? [true, false] {
            var part = Part(order)
            part.restrict(to: category, active: active, query, after: position)
            parts.append(part.sql)
            arguments += part.arguments
        }
        sql = parts.joined(separator: " UNION ALL ") + " ORDER BY \(order.sql) LIMIT ?"
        self.arguments = arguments + [limit]
    }

    /// The products that can be bought, or those that cannot.
    private struct Part {
        private(set) var conditions: [String] = []
        private(set) var arguments: StatementArguments = []
        private let order: ListOrder

        init(_ order: ListOrder) { self.order = order }

        /// What the order is by is taken from the list, so that SQLite sees that it is sorted.
        var sql: String {
            let columns = ProductRow.columns.split(separator: ", ").map { column in
                switch (column, order) {
                case ("number", _): "list.product AS number"
                case ("amount", .price), ("updated_at", .updated): "list.\(column) AS \(column)"
                default: "product.\(column)"
                }
            }
            return "SELECT \(columns.joined(separator: ", ")) FROM list_\(order.rawValue) AS list "
                + "CROSS JOIN product ON product.number = list.product WHERE \(conditions.joined(separator: " AND "))"
        }

        mutating func restrict(
            to category: Int64, active: Bool, _ query: ProductQuery, after position: ListPosition?
        ) {
            switch order {
            case .newest, .updated: add("list.list = ?", Listing.list(of: category, active: active))
            case .price: add("list.list = ?", Listing.list(of: category, active: active, in: query.currency ?? .eur))
            }
            if let minimum = query.minPrice { add("list.amount >= ?", minimum) }
            if let maximum = query.maxPrice { add("list.amount <= ?", maximum) }
            if let since = query.updatedSince {
                add("\(order == .updated ? "list" : "product").updated_at >= ?", since.milliseconds)
            }
            switch position {
            case nil: break
            case .newest(let number)?: add("list.product < ?", number)
            case .price(let amount, let number)?: add("(list.amount, list.product) > (?, ?)", amount, number)
            case .updated(let time, let number)?: add("(list.updated_at, list.product) > (?, ?)", time, number)
            }
        }

        /// There is one product of a sku at most; the rest is asked of that one.
        mutating func restrict(toOneOf query: ProductQuery) {
            add("number = (SELECT product FROM sku WHERE sku = ?)", query.sku)
            if let active = query.active { add("active = ?", active) }
            if let category = query.category {
                add("category || '/' >= ?", "\(category)/")
                add("category || '/' < ?", "\(category)0")
            }
            if order == .price { add("currency = ?", (query.currency ?? .eur).description) }
            if let minimum = query.minPrice { add("amount >= ?", minimum) }
            if let maximum = query.maxPrice { add("amount <= ?", maximum) }
            if let since = query.updatedSince { add("updated_at >= ?", since.milliseconds) }
        }

        private mutating func add(_ condition: String, _ values: (any DatabaseValueConvertible)?...) {
            conditions.append(condition)
            arguments += StatementArguments(values)
        }
    }
}

extension ListOrder {
    /// The order as SQL.
    fileprivate var sql: String {
        switch self {
        case .newest: "number DESC"
        case .price: "amount, number"
        case .updated: "updated_at, number"
        }
    }
}

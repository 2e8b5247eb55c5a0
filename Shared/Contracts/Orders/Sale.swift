package import MeshCore

/// An order as those see it who reckon with sales: no names, no addresses.
package struct Sale: Codable, Sendable, Equatable {
    /// Units of one thing.
    package struct Line: Codable, Sendable, Equatable {
        package var sku: String
        /// Units that were bought.
        package var quantity: Int64
        /// Units that came back.
        package var returned: Int64
        /// What one cost, in minor units of the order's currency.
        package var unitPrice: Int64

        package init(sku: String, quantity: Int64, returned: Int64, unitPrice: Int64) {
            self.sku = sku
            self.quantity = quantity
            self.returned = returned
            self.unitPrice = unitPrice
        }
    }

    package var order: Order.ID
    package var state: OrderState
    /// Who bought; absent for a guest.
    package var account: String?
    package var placedAt: Timestamp
    package var total: Money
    package var lines: [Line]

    package init(_ order: Order) {
        self.order = order.id
        state = order.state
        account = order.account
        placedAt = order.placedAt
        total = order.total
        lines = order.lines.map {
            Line(sku: $0.sku, quantity: $0.quantity, returned: $0.returned, unitPrice: $0.unitPrice.amount)
        }
    }
}

extension Sale.Line: Described {
    package static let schema = JSONSchema.object(
        "SaleLine", description: "Units of one thing in an order.",
        [
            .required("sku", OrdersFields.sku),
            .required("quantity", OrdersFields.quantity),
            .required("returned", OrdersFields.count),
            .required("unitPrice", .integer(0..., description: "Minor units of the order's currency.")),
        ])
}

extension Sale: Described {
    package static let schema = JSONSchema.object(
        "Sale", description: "An order as those see it who reckon with sales: no names, no addresses.",
        [
            .required("order", .id(Order.ID.self)),
            .required("state", .enumeration(OrderState.self)),
            .optional("account", OrdersFields.account),
            .required("placedAt", OrdersFields.time),
            .required("total", OrdersFields.price),
            .required("lines", .array(of: Sale.Line.schema, count: 1...OrdersFields.lineLimit)),
        ])
}

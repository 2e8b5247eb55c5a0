package import MeshCore

/// What somebody has bought.
package struct Order: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "ord"
    package typealias ID = MeshCore.ID<Order>

    package var id: ID
    package var state: OrderState
    /// Whose it is; absent for a guest's.
    package var account: String?
    package var email: String
    package var cartId: Cart.ID
    package var lines: [OrderLine]
    package var total: Money
    package var shippingAddress: Address
    package var billingAddress: Address
    package var payment: OrderPayment
    package var tracking: Tracking?
    /// Why it was cancelled.
    package var cancelReason: String?
    /// Absent until it is paid.
    package var invoiceNumber: String?
    package var placedAt: Timestamp
    package var paidAt: Timestamp?
    package var shippedAt: Timestamp?
    package var deliveredAt: Timestamp?
    package var cancelledAt: Timestamp?
    package var updatedAt: Timestamp
    /// Counts its changes from 1.
    package var version: Int64
    /// Proves a guest, as the header field `Order-Secret`; told once, at checkout.
    package var secret: String?

    package init(
        id: ID, state: OrderState, account: String? = nil, email: String, cartId: Cart.ID, lines: [OrderLine],
        total: Money, shippingAddress: Address, billingAddress: Address, payment: OrderPayment,
        tracking: Tracking? = nil, cancelReason: String? = nil, invoiceNumber: String? = nil, placedAt: Timestamp,
        paidAt: Timestamp? = nil, shippedAt: Timestamp? = nil, deliveredAt: Timestamp? = nil,
        cancelledAt: Timestamp? = nil, updatedAt: Timestamp, version: Int64, secret: String? = nil
    ) {
        self.id = id
        self.state = state
        self.account = account
        self.email = email
        self.cartId = cartId
        self.lines = lines
        self.total = total
        self.shippingAddress = shippingAddress
        self.billingAddress = billingAddress
        self.payment = payment
        self.tracking = tracking
        self.cancelReason = cancelReason
        self.invoiceNumber = invoiceNumber
        self.placedAt = placedAt
        self.paidAt = paidAt
        self.shippedAt = shippedAt
        self.deliveredAt = deliveredAt
        self.cancelledAt = cancelledAt
        self.updatedAt = updatedAt
        self.version = version
        self.secret = secret
    }
}

extension Order: Described {
    package static let schema = JSONSchema.object(
        "Order", description: "What somebody has bought.",
        [
            .required("id", .id(ID.self)),
            .required("state", .enumeration(OrderState.self)),
            .optional("account", OrdersFields.account),
            .required("email", OrdersFields.email),
            .required("cartId", .id(Cart.ID.self)),
            .required("lines", .array(of: OrderLine.schema, count: 1...OrdersFields.lineLimit)),
            .required("total", OrdersFields.price),
            .required("shippingAddress", Address.schema),
            .required("billingAddress", Address.schema),
            .required("payment", OrderPayment.schema),
            .optional("tracking", Tracking.schema),
            .optional("cancelReason", .string(0...200)),
            .optional("invoiceNumber", .string(1...32)),
            .required("placedAt", OrdersFields.time),
            .optional("paidAt", OrdersFields.time),
            .optional("shippedAt", OrdersFields.time),
            .optional("deliveredAt", OrdersFields.time),
            .optional("cancelledAt", OrdersFields.time),
            .required("updatedAt", OrdersFields.time),
            .required("version", OrdersFields.version),
            .optional("secret", OrdersFields.secret),
        ])
}

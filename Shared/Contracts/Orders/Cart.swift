package import MeshCore

/// What somebody means to buy.
package struct Cart: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "crt"
    package typealias ID = MeshCore.ID<Cart>

    package var id: ID
    package var state: CartState
    /// Whose it is; absent for a guest's.
    package var account: String?
    package var currency: Currency
    package var channel: String?
    package var country: String?
    package var lines: [CartLine]
    /// The sum of the lines that have a price.
    package var total: Money
    /// Whether the prices are the last known ones, because the catalog could not be asked.
    package var stale: Bool
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    /// When a guest's cart goes if nobody touches it.
    package var expiresAt: Timestamp?
    /// Counts the changes that its owner makes, from 1.
    package var version: Int64
    /// Proves a guest, as the header field `Cart-Secret`; told once, when the cart is made.
    package var secret: String?

    package init(
        id: ID, state: CartState, account: String? = nil, currency: Currency, channel: String? = nil,
        country: String? = nil, lines: [CartLine], total: Money, stale: Bool = false, createdAt: Timestamp,
        updatedAt: Timestamp, expiresAt: Timestamp? = nil, version: Int64, secret: String? = nil
    ) {
        self.id = id
        self.state = state
        self.account = account
        self.currency = currency
        self.channel = channel
        self.country = country
        self.lines = lines
        self.total = total
        self.stale = stale
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.expiresAt = expiresAt
        self.version = version
        self.secret = secret
    }
}

extension Cart: Described {
    package static let schema = JSONSchema.object(
        "Cart", description: "What somebody means to buy.",
        [
            .required("id", .id(ID.self)),
            .required("state", .enumeration(CartState.self)),
            .optional("account", OrdersFields.account),
            .required("currency", OrdersFields.currency),
            .optional("channel", OrdersFields.channel),
            .optional("country", OrdersFields.country),
            .required("lines", .array(of: CartLine.schema, count: 0...OrdersFields.lineLimit)),
            .required("total", OrdersFields.price),
            .required(
                "stale", .boolean(description: "Whether the prices are the last known ones: the catalog is away.")),
            .required("createdAt", OrdersFields.time),
            .required("updatedAt", OrdersFields.time),
            .optional("expiresAt", OrdersFields.time),
            .required("version", OrdersFields.version),
            .optional("secret", OrdersFields.secret),
        ])
}

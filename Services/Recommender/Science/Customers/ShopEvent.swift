/// What a customer did.
package struct ShopEvent: Hashable, Sendable {
    /// Kinds of events.
    package enum Kind: String, CaseIterable, Codable, Sendable {
        case view, cart, purchase
    }

    package let customer: UInt32
    package let kind: Kind
    /// Days since 1970, with the time of day as a part of one.
    package let day: Double
    /// What was paid for a purchase; 0 for others.
    package let amount: Double

    package init(customer: UInt32, kind: Kind, day: Double, amount: Double = 0) {
        self.customer = customer
        self.kind = kind
        self.day = day
        self.amount = amount
    }
}

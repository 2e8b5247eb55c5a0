package import MeshCore

/// Asks for the goods of a cart: `POST /v1/carts/{id}/checkout`.
package struct CheckOutCart: Codable, Sendable, Equatable {
    package var email: String
    package var shippingAddress: Address
    /// Absent means the shipping address.
    package var billingAddress: Address?
    package var payment: PaymentChoice
    /// What the buyer was shown; another total is refused with 409.
    package var expectedTotal: Money?

    package init(
        email: String, shippingAddress: Address, billingAddress: Address? = nil, payment: PaymentChoice,
        expectedTotal: Money? = nil
    ) {
        self.email = email
        self.shippingAddress = shippingAddress
        self.billingAddress = billingAddress
        self.payment = payment
        self.expectedTotal = expectedTotal
    }
}

extension CheckOutCart: Described {
    package static let schema = JSONSchema.object(
        "CheckOutCart", description: "Asks for the goods of a cart.",
        [
            .required("email", OrdersFields.email),
            .required("shippingAddress", Address.schema),
            .optional("billingAddress", Address.schema),
            .required("payment", PaymentChoice.schema),
            .optional("expectedTotal", OrdersFields.price),
        ])
}

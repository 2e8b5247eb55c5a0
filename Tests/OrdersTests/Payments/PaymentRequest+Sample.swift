import MeshCore

@testable import Orders

extension PaymentRequest {
    /// A purchase of somebody.
    static func sample(_ amount: Int64, _ currency: Currency = .eur, token: String? = nil) -> PaymentRequest {
        PaymentRequest(
            amount: Money(amount: amount, currency: currency), methodToken: token, order: "ord_1",
            description: "Order 1", email: "ada@example.org")
    }
}

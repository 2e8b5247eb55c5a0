import MeshCore
import OrdersAPI

/// What is bought, by whom, for what: settled when a checkout begins, and never changed after.
struct CheckoutContent: Codable, Sendable, Equatable {
    var cartVersion: Int64
    /// The buyer's account; nil for a guest.
    var account: String?
    var email: String
    var shippingAddress: Address
    var billingAddress: Address
    var payment: PaymentChoice
    /// With the prices at which they are sold, whatever becomes of the price lists.
    var lines: [OrderLine]
    var total: Money
    /// How long the goods are held, in seconds: a part of what the catalog is asked, so the same every time.
    var hold: Int64
    /// The trace of the request that began it, for the answer and the log.
    var traceID: String

    /// The order as it is placed.
    func order(of record: CheckoutRecord, at now: Timestamp) -> Order {
        let nothing = Money(amount: 0, currency: total.currency)
        return Order(
            id: record.orderID, state: .placed, account: account, email: email, cartId: record.cartID, lines: lines,
            total: total, shippingAddress: shippingAddress, billingAddress: billingAddress,
            payment: OrderPayment(
                method: payment.method, reference: record.paymentReference.description, captured: nothing,
                refunded: nothing),
            placedAt: now, updatedAt: now, version: 1)
    }
}

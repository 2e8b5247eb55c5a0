import MeshCore
import OrdersAPI

/// Values that tests begin with.
enum Sample {
    static let address = Address(
        name: "Ada Example", company: "Example & Co.", line1: "Musterweg 1", line2: "Hinterhaus", postalCode: "10115",
        city: "Berlin", region: "Berlin", country: "DE", phone: "+49 30 1234567")

    static func eur(_ amount: Int64) -> Money { Money(amount: amount, currency: .eur) }

    static func line(_ sku: String, quantity: Int64 = 1, price: Int64 = 1000) -> OrderLine {
        OrderLine(
            sku: sku, productId: "prd_\(sku)", title: "Thing \(sku)", quantity: quantity, unitPrice: eur(price),
            total: eur(price * quantity))
    }

    /// An order that was just placed.
    static func order(
        id: Order.ID = .make(), account: String? = "acc_ann", email: String = "ann@example.org",
        lines: [OrderLine] = [line("A-1", quantity: 2), line("B-2", price: 500)], at time: Timestamp
    ) -> Order {
        let total = eur(lines.reduce(0) { $0 + $1.total.amount })
        return Order(
            id: id, state: .placed, account: account, email: email, cartId: .make(), lines: lines, total: total,
            shippingAddress: address, billingAddress: address,
            payment: OrderPayment(
                method: .invoice, reference: "pay_" + id.description.dropFirst(4), captured: eur(0), refunded: eur(0)),
            placedAt: time, updatedAt: time, version: 1)
    }
}

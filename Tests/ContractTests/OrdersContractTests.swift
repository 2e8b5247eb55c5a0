import Foundation
import MeshCore
import MeshTestKit
import OrdersAPI
import Testing

@Suite("The messages of orders on the wire")
struct OrdersContractTests {
    private static let moment = Timestamp(milliseconds: 1_795_222_923_004)
    private static let uuid = UUIDv7(milliseconds: 1_795_222_923_004, randomA: 1, randomB: 2)
    private static let price = Money(amount: 1999, currency: .eur)
    private static let total = Money(amount: 3998, currency: .eur)
    private static let address = Address(
        name: "Ada Example", company: "Example & Co.", line1: "Musterweg 1", line2: "Hinterhaus", postalCode: "10115",
        city: "Berlin", region: "Berlin", country: "DE", phone: "+49 30 1234567")
    private static let units = UnitCount(sku: "BOOK-0042", quantity: 2)

    private static let cart = Cart(
        id: Cart.ID(uuid), state: .open, account: "acc_1", currency: .eur, channel: "web", country: "DE",
        lines: [
            CartLine(
                sku: "BOOK-0042", quantity: 2, productId: "prd_1", title: "The Left Hand of Darkness",
                options: ["cover": "paperback"], unitPrice: price, listPrice: price, total: total,
                priceChangedFrom: Money(amount: 1799, currency: .eur), available: 1, problem: .insufficientStock)
        ], total: total, stale: false, createdAt: moment, updatedAt: moment, expiresAt: moment, version: 3,
        secret: "0f9a3d5c7b1e2468ace013579bdf2468")

    private static let order = Order(
        id: Order.ID(uuid), state: .cancelled, account: "acc_1", email: "ada@example.org", cartId: Cart.ID(uuid),
        lines: [
            OrderLine(
                sku: "BOOK-0042", productId: "prd_1", title: "The Left Hand of Darkness",
                options: ["cover": "paperback"], quantity: 2, unitPrice: price, total: total, returned: 1)
        ], total: total, shippingAddress: address, billingAddress: address,
        payment: OrderPayment(method: .stripe, reference: "pay_1", captured: total, refunded: price),
        tracking: Tracking(carrier: "DHL", number: "00340434292135100186"), cancelReason: "Changed my mind.",
        invoiceNumber: "R2026-000001", placedAt: moment, paidAt: moment, shippedAt: moment, deliveredAt: moment,
        cancelledAt: moment, updatedAt: moment, version: 5)

    private static let returned = Return(
        id: Return.ID(uuid), orderId: Order.ID(uuid), state: .received, lines: [units], reason: "Too dark.",
        rejection: "No.", refundId: Refund.ID(uuid), requestedAt: moment, settledAt: moment)

    private static let refund = Refund(
        id: Refund.ID(uuid), orderId: Order.ID(uuid), state: .failed, amount: price, reason: "Torn.",
        failure: "charge_disputed", requestedAt: moment, settledAt: moment)

    private static let receivable = Receivable(
        payment: Payment.ID(uuid), order: Order.ID(uuid).description, captured: total, refunded: price,
        settled: price, owed: Money(amount: 0, currency: .eur), openedAt: moment)

    private static let attempt = PaymentAttempt(
        checkout: Checkout.ID(uuid), at: moment, account: "acc_1", cart: Cart.ID(uuid), method: .stripe, amount: total,
        outcome: .declined, reason: "insufficient_funds")

    private static let purchase = Purchase(
        account: "acc_1", sku: "BOOK-0042", productId: "prd_1", title: "The Left Hand of Darkness", quantity: 2,
        orders: 1, firstAt: moment, lastAt: moment)

    /// One of each message, with every member.
    static let messages: [AgreedMessage] = [
        AgreedMessage("Cart", cart),
        AgreedMessage("PaymentAttemptList", PaymentAttemptList(items: [attempt], nextCursor: "AAECAwQ")),
        AgreedMessage("CreateCart", CreateCart(currency: .eur, channel: "web", country: "DE")),
        AgreedMessage("SetLine", SetLine(quantity: 2)),
        AgreedMessage("MergeCart", MergeCart(cartId: cart.id, secret: "0f9a3d5c7b1e2468ace013579bdf2468")),
        AgreedMessage(
            "CheckOutCart",
            CheckOutCart(
                email: "ada@example.org", shippingAddress: address, billingAddress: address,
                payment: PaymentChoice(method: .stripe, paymentMethod: "pm_card_visa"), expectedTotal: total)),
        AgreedMessage(
            "Checkout",
            Checkout(
                id: Checkout.ID(uuid), state: .needsBuyer, cartId: Cart.ID(uuid), orderId: Order.ID(uuid),
                total: total, action: BuyerAction(clientSecret: "pi_1_secret_2", url: "https://bank.example.org/3ds"),
                failure: "payment_declined", expiresAt: moment, createdAt: moment, updatedAt: moment)),
        AgreedMessage("Order", order),
        AgreedMessage("OrderList", OrderList(items: [order], nextCursor: "AAECAwQ")),
        AgreedMessage("CancelOrder", CancelOrder(reason: "Changed my mind.")),
        AgreedMessage("Tracking", Tracking(carrier: "DHL", number: "00340434292135100186")),
        AgreedMessage("RequestReturn", RequestReturn(lines: [units], reason: "Too dark.")),
        AgreedMessage("ReceiveReturn", ReceiveReturn(restock: false, refund: price)),
        AgreedMessage("RejectReturn", RejectReturn(reason: "Worn.")),
        AgreedMessage("Return", returned),
        AgreedMessage("ReturnList", ReturnList(items: [returned])),
        AgreedMessage("CreateRefund", CreateRefund(amount: price, reason: "Torn.")),
        AgreedMessage("Refund", refund),
        AgreedMessage("RefundList", RefundList(items: [refund])),
        AgreedMessage("Receivable", receivable),
        AgreedMessage("ReceivableList", ReceivableList(items: [receivable], nextCursor: "AAECAwQ")),
        AgreedMessage("SettleReceivable", SettleReceivable(amount: price, note: "Statement 7")),
        AgreedMessage(
            "ErasedBuyer",
            ErasedBuyer(account: "acc_1", carts: 2, purchases: 1, orders: 3, kept: 1, keptUntil: moment)),
        AgreedMessage(
            "OrderFeedPage",
            OrderFeedPage(
                items: [OrderEvent(.shipped, time: moment, OrderEvent.Details(order: order))], position: 7,
                hasMore: true)),
        AgreedMessage("OrderFeedPosition", OrderFeedPosition(position: 7)),
        AgreedMessage(
            "IdleCartList",
            IdleCartList(
                items: [
                    IdleCart(
                        id: Cart.ID(uuid), account: "acc_1", version: 3, updatedAt: moment,
                        lines: [
                            IdleCart.Line(
                                sku: "BOOK-0042", title: "The Left Hand of Darkness", quantity: 2, total: total)
                        ], lineCount: 1)
                ], nextCursor: "AAECAwQ")),
        AgreedMessage(
            "BuyerList",
            BuyerList(
                items: [
                    Buyer(
                        account: "acc_1", lastAt: moment,
                        items: [Buyer.Item(sku: "BOOK-0042", title: "The Left Hand of Darkness")])
                ], nextCursor: "AAECAwQ")),
        AgreedMessage(
            "SalesSummary",
            SalesSummary(sums: [SalesSummary.Sum(placed: 2, cancelled: 1, paid: total, refunded: price)])),
        AgreedMessage("PurchaseList", PurchaseList(items: [purchase], nextCursor: "AAECAwQ")),
        AgreedMessage(
            "CartUpdated",
            CartUpdated(
                cart.id, time: moment,
                CartUpdated.Details(state: .open, account: "acc_1", lines: [units], version: 3))),
        AgreedMessage(
            "OrderEvent",
            OrderEvent(
                .returned, time: moment, OrderEvent.Details(order: order, returned: returned, refund: refund))),
    ]

    @Test("is what was agreed", arguments: messages)
    func golden(_ agreed: AgreedMessage) throws {
        #expect(try agreed.difference(in: "orders") == nil)
    }

    @Test("fits its own schema, and is read back", arguments: messages)
    func schema(_ agreed: AgreedMessage) throws {
        #expect(try agreed.schemaErrors().isEmpty)
        #expect(try agreed.isReadBack())
    }
}

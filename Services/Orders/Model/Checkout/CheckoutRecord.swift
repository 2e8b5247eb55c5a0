import CatalogAPI
import MeshCore
import OrdersAPI

/// A checkout as the store keeps it.
struct CheckoutRecord: Sendable, Equatable {
    let id: Checkout.ID
    let cartID: Cart.ID
    /// Made once, when the checkout begins, like the other references: a step that is done again is the same step.
    let orderID: Order.ID
    let reservationID: Reservation.ID
    let paymentReference: PaymentReference
    let refundReference: RefundReference
    let content: CheckoutContent
    /// Until when it may go forward without an order: within the time for which the goods are held.
    let expiresAt: Timestamp
    let createdAt: Timestamp

    /// Where it goes on.
    var step = CheckoutStep.reserve
    /// Why it goes backward.
    var refusal: CheckoutRefusal?
    /// The provider's own id of the payment, as soon as there is one.
    var providerID: String?
    /// What the buyer has to do, while it waits for them.
    var action: BuyerAction?
    /// The paid order as it was then, encoded: the answer, however often it is asked for.
    var paidOrder: String?
    /// How often the step was tried in vain.
    var attempts: Int64 = 0
    /// Whether the buyer has asked for its end.
    var isUnwanted = false
    /// Grows with every change of hands; a write by an earlier number is refused.
    var fence: Int64 = 1
    /// When it may be taken up by whoever comes: the end of the lease while somebody carries it.
    var dueAt: Timestamp
    var updatedAt: Timestamp

    /// A new checkout of somebody who carries it from now on.
    ///
    /// - Parameters:
    ///   - lease: How long nobody else takes it up.
    ///   - patience: How long it may go forward without an order.
    init(
        id: Checkout.ID, cartID: Cart.ID, orderID: Order.ID, reservationID: Reservation.ID,
        paymentReference: PaymentReference, refundReference: RefundReference, content: CheckoutContent,
        at now: Timestamp, lease: Duration, patience: Duration
    ) {
        self.id = id
        self.cartID = cartID
        self.orderID = orderID
        self.reservationID = reservationID
        self.paymentReference = paymentReference
        self.refundReference = refundReference
        self.content = content
        expiresAt = now + patience
        createdAt = now
        dueAt = now + lease
        updatedAt = now
    }
}

extension CheckoutRecord {
    /// Where it stands, for those who ask.
    var checkout: Checkout {
        Checkout(
            id: id, state: state, cartId: cartID, orderId: orderID, total: content.total,
            action: state == .needsBuyer ? action : nil, failure: refusal?.kind.rawValue, expiresAt: expiresAt,
            createdAt: createdAt, updatedAt: updatedAt)
    }

    private var state: CheckoutState {
        switch step {
        case .paid: .paid
        case .cancelled: .failed
        case .awaitBuyer: .needsBuyer
        case .turnBack, .undoPayment, .release, .cancel: .ending
        case .reserve, .authorise, .recordWait, .place, .claim, .capture, .commit, .finish: .running
        }
    }
}

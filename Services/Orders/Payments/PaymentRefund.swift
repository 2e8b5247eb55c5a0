import MeshCore

/// Money given back of a payment; there may be several of one payment.
enum PaymentRefund: Identified {
    static let idPrefix = "rfn"
}

/// Our own id of a refund, made once before anybody is asked.
typealias RefundReference = ID<PaymentRefund>

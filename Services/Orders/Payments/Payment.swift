import MeshCore

/// A payment: the attempt to be paid for one order in one way.
///
/// Its id is made by us, once, before anybody is asked, and is what every provider knows the payment by: the root of
/// the idempotency keys, and what is looked for when an outcome is not known.
enum Payment: Identified {
    static let idPrefix = "pay"
}

/// Our own id of a payment.
typealias PaymentReference = ID<Payment>

package import MeshCore

/// A payment: the attempt to be paid for one order in one way.
///
/// Its id is made by orders, once, before anybody is asked, and is what every provider knows the payment by: the root of
/// the idempotency keys, and what is looked for when an outcome is not known.
package enum Payment: Identified {
    package static let idPrefix = "pay"
    package typealias ID = MeshCore.ID<Payment>
}

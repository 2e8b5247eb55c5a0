import OrdersAPI

/// Another process carries the checkout by now, or it has ended: whoever meets this stops at once and touches nothing.
struct CheckoutLost: Error, Equatable {
    let id: Checkout.ID
    /// The number under which it was ours.
    let fence: Int64
}

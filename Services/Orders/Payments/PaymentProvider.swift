import MeshCore

/// Whoever moves the money: authorises, takes, lets go and gives back, and tells where a payment stands.
///
/// Each call may be repeated with the same reference at any time, also by another process after the first one died: a
/// provider asks what has happened before it acts anew, so that no money is held, taken or given back twice. What it
/// cannot tell it calls ``PaymentOutcome/unknown(reason:)``; the caller then asks ``find(_:)``, or repeats the call,
/// but never guesses.
///
/// Calls take seconds at worst and are made outside of every transaction and lock of ours.
protocol PaymentProvider: Sendable {
    /// Asks for the money to be held.
    ///
    /// - Parameters:
    ///   - request: The same for a reference every time.
    ///   - key: The payment.
    func authorise(_ request: PaymentRequest, as key: PaymentKey) async -> PaymentAnswer

    /// Takes the whole of the money that is held. Declined when none is.
    func capture(_ key: PaymentKey) async -> PaymentOutcome

    /// Ends a payment whose money has not been taken, so that none is held any more; also one that was never heard of.
    /// Declined when the money has been taken.
    func void(_ key: PaymentKey) async -> PaymentOutcome

    /// Gives money back that was taken. Declined when it is more than is left.
    ///
    /// - Parameters:
    ///   - amount: More than zero.
    ///   - key: The payment.
    ///   - refund: The refund's own id; the same for one refund every time.
    func refund(_ amount: Money, of key: PaymentKey, as refund: RefundReference) async -> PaymentOutcome

    /// Tells where a payment stands, from the provider's own books.
    ///
    /// - Throws: ``PaymentUnsettled`` when the provider cannot be asked or does not know yet.
    func find(_ key: PaymentKey) async throws(PaymentUnsettled) -> FoundPayment
}

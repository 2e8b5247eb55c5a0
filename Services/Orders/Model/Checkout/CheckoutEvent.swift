/// What came of a step.
enum CheckoutEvent: Sendable, Hashable {
    /// It is done, now or by an earlier attempt.
    case done
    /// It will not be done, and nothing of it has happened.
    case refused(CheckoutRefusal)
    /// Nobody knows: the answer was lost, or the other side has a fault. It is asked again, never guessed.
    case unknown
    /// The payment waits for the buyer.
    case needsBuyer
    /// The checkout has taken longer than its goods are held.
    case timedOut
    /// The buyer does not want it any more.
    case cancelledByBuyer
}

/// What a checkout does next.
///
/// Forward it is: reserve the goods, authorise the payment, place the order, claim the reservation, capture the payment,
/// commit the stock, finish. Backward it is the same in reverse: undo the payment, release the goods, cancel.
enum CheckoutStep: String, CaseIterable, Codable, Sendable {
    /// Ask the catalog to hold the goods for a while.
    case reserve
    /// Ask the provider to promise the money.
    case authorise
    /// Write down that the buyer must act first (3-D Secure).
    case recordWait
    /// Ask the provider whether the buyer has acted.
    case awaitBuyer
    /// Write down the order, its payment authorised.
    case place
    /// Ask the catalog to hold the goods for good, so that no expiry can race with the capture.
    case claim
    /// Take the money.
    case capture
    /// Tell the catalog that the goods are sold.
    case commit
    /// Write down the order as paid, close the cart, tell the world.
    case finish
    /// Nothing: the goods are the buyer's and the money is the shop's.
    case paid

    /// Write down that there is no way forward, before anything is undone.
    case turnBack
    /// Void or refund, whatever the payment has come to.
    case undoPayment
    /// Give the goods back.
    case release
    /// Write down that nothing has come of it.
    case cancel
    /// Nothing: the buyer has the money and the shop the goods.
    case cancelled

    /// Whether nothing is left to do.
    var isLast: Bool { self == .paid || self == .cancelled }

    /// Whether the store keeps it: where a checkout goes on after its process has died. Between two of these every step
    /// may be done once more.
    var isKept: Bool {
        switch self {
        case .reserve, .awaitBuyer, .claim, .paid, .undoPayment, .cancelled: true
        case .authorise, .recordWait, .place, .capture, .commit, .finish, .turnBack, .release, .cancel: false
        }
    }

    /// Whether it is a write to orders' own store, and not a call to the outside.
    var isRecord: Bool {
        switch self {
        case .recordWait, .place, .finish, .turnBack, .cancel: true
        case .reserve, .authorise, .awaitBuyer, .claim, .capture, .commit, .paid, .undoPayment, .release, .cancelled:
            false
        }
    }

    /// Whether the buyer, or time, may still end the checkout: once the order stands, it is the order that is cancelled.
    var mayBeGivenUp: Bool {
        switch self {
        case .reserve, .authorise, .recordWait, .awaitBuyer, .place: true
        case .claim, .capture, .commit, .finish, .paid, .turnBack, .undoPayment, .release, .cancel, .cancelled: false
        }
    }
}

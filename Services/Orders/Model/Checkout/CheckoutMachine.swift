/// The rules of a checkout: what is done next after what has happened.
///
/// It knows nothing of stores, providers and time; whoever runs it does ``step``, tells what came of it, and keeps the
/// steps that are ``CheckoutStep/isKept`` before going on. It may be made anew from the last kept step at any moment: then
/// it does again whatever may have been done since, which is harmless because every call to the outside is idempotent.
///
/// The rules that the tests prove over every sequence of outcomes, crashes and late calls:
/// the payment is captured only while the goods are claimed; they are committed only after the capture; they are not
/// released after that; and it ends paid with the goods sold, or cancelled with the goods released and no money taken.
struct CheckoutMachine: Sendable, Hashable {
    /// What is to be done now.
    private(set) var step: CheckoutStep
    /// Why it goes backward; nil while it goes forward.
    private(set) var refusal: CheckoutRefusal?
    /// Whether the provider may know of the payment.
    private(set) var paymentMayExist: Bool
    /// Whether the catalog may know of the reservation.
    private(set) var stockMayBeHeld: Bool

    /// A new checkout, before anybody was asked for anything.
    init() {
        step = .reserve
        paymentMayExist = false
        stockMayBeHeld = false
    }

    /// A checkout as the store keeps it, of which nobody knows how far it has come since.
    init(resuming step: CheckoutStep, refusal: CheckoutRefusal?) {
        precondition(step.isKept, "A checkout is resumed at a step that is kept, not at \(step)")
        self.step = step
        self.refusal = refusal
        paymentMayExist = true
        stockMayBeHeld = true
    }

    /// Takes what came of ``step``.
    mutating func happened(_ event: CheckoutEvent) {
        switch event {
        case .done: step = afterSuccess()
        case .refused(let refusal): takeRefusal(refusal)
        case .unknown: takeUnknown()
        case .needsBuyer: takeNeedOfBuyer()
        case .timedOut: giveUp(for: CheckoutRefusal(.timedOut))
        case .cancelledByBuyer: giveUp(for: CheckoutRefusal(.cancelledByBuyer))
        }
    }

    private mutating func afterSuccess() -> CheckoutStep {
        switch step {
        case .reserve:
            stockMayBeHeld = true
            return .authorise
        case .authorise, .awaitBuyer:
            paymentMayExist = true
            return .place
        case .recordWait: return .awaitBuyer
        case .place: return .claim
        case .claim: return .capture
        case .capture: return .commit
        case .commit: return .finish
        case .finish: return .paid
        case .turnBack: return paymentMayExist ? .undoPayment : .release
        case .undoPayment: return .release
        case .release: return .cancel
        case .cancel: return .cancelled
        case .paid, .cancelled: preconditionFailure("A checkout that has ended does nothing")
        }
    }

    private mutating func takeRefusal(_ refusal: CheckoutRefusal) {
        switch step {
        case .reserve:
            self.refusal = refusal
            // All or none: what was refused is not held. There is nothing to undo unless an earlier life got further.
            step = paymentMayExist ? .turnBack : .cancel
        case .authorise, .awaitBuyer, .claim, .capture, .commit:
            self.refusal = refusal
            paymentMayExist = true
            step = .turnBack
        case .release:
            // Somebody has sold or released them by hand: there is nothing left to give back.
            step = .cancel
        case .undoPayment, .recordWait, .place, .finish, .turnBack, .cancel:
            // Money has to be given back, and own writes are not refused: it is tried until it is done.
            break
        case .paid, .cancelled: preconditionFailure("A checkout that has ended is refused nothing")
        }
    }

    private mutating func takeUnknown() {
        switch step {
        case .reserve: stockMayBeHeld = true
        case .authorise: paymentMayExist = true
        case .recordWait, .awaitBuyer, .place, .claim, .capture, .commit, .finish, .turnBack, .undoPayment, .release,
            .cancel:
            break
        case .paid, .cancelled: preconditionFailure("A checkout that has ended asks nobody")
        }
    }

    private mutating func takeNeedOfBuyer() {
        switch step {
        case .authorise:
            paymentMayExist = true
            step = .recordWait
        case .awaitBuyer: break
        case .reserve, .recordWait, .place, .claim, .capture, .commit, .finish, .paid, .turnBack, .undoPayment,
            .release, .cancel, .cancelled:
            preconditionFailure("Only an authorisation needs the buyer, not \(step)")
        }
    }

    /// Ends the way forward where that may still be; elsewhere it is too late, and nothing changes.
    private mutating func giveUp(for refusal: CheckoutRefusal) {
        guard step.mayBeGivenUp else { return }
        self.refusal = refusal
        step = paymentMayExist || stockMayBeHeld ? .turnBack : .cancel
    }
}

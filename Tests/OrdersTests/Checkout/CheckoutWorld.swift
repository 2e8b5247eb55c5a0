@testable import Orders

/// A checkout with everything around it, as small as the rules allow: what the catalog, the provider and the store have
/// come to, the process that carries it, and perhaps an earlier process that was stopped and wakes up late.
struct CheckoutWorld: Hashable {
    enum Stock { case none, held, claimed, committed, released, expired }
    enum Payment { case none, declined, waiting, authorised, lapsed, captured, voided, refunded }
    enum ShopOrder { case none, placed, paid, cancelled }

    /// What the store says of the checkout.
    struct Kept: Hashable {
        var step: CheckoutStep
        var refusal: CheckoutRefusal?
    }

    var stock = Stock.none
    var payment = Payment.none
    var order = ShopOrder.none
    var kept = Kept(step: .reserve)
    /// The process that has the lease; nil when it has died.
    var process: CheckoutMachine? = CheckoutMachine()
    /// A process that has lost the lease and does not know: its calls get through, its writes do not.
    var ghost: CheckoutMachine?
    /// Whether an operator may release reservations by hand.
    var isMeddledWith = false

    /// Whether nothing more happens by itself.
    var hasEnded: Bool { kept.step.isLast }

    /// Every world that may be next.
    var successors: [CheckoutWorld] { ownSteps + ghostSteps + deaths + surroundings }

    // MARK: - The process

    private var ownSteps: [CheckoutWorld] {
        guard let process, !process.step.isLast else { return [] }
        var next = outcomes(of: process.step).map { world, event in world.process(hears: event) }
        if process.step.mayBeGivenUp {
            next += [self.process(hears: .timedOut), self.process(hears: .cancelledByBuyer)]
        }
        return next
    }

    private func process(hears event: CheckoutEvent) -> CheckoutWorld {
        var world = self
        world.process?.happened(event)
        return world
    }

    private var ghostSteps: [CheckoutWorld] {
        guard let ghost else { return [] }
        var gone = self
        gone.ghost = nil
        // Its write is refused by the fence, and that is how it learns that it is late.
        guard !ghost.step.isLast, !ghost.step.isRecord else { return [gone] }
        return [gone]
            + outcomes(of: ghost.step).map { world, event in
                var world = world
                world.ghost?.happened(event)
                return world
            }
    }

    private var deaths: [CheckoutWorld] {
        guard !hasEnded else { return [] }
        var next = self
        guard let process else {
            next.process = CheckoutMachine(resuming: kept.step, refusal: kept.refusal)
            return [next]
        }
        next.process = nil
        // With both there is nothing new to see, and much more to look at.
        guard ghost == nil, !isMeddledWith else { return [next] }
        var late = self
        late.ghost = process
        late.process = CheckoutMachine(resuming: kept.step, refusal: kept.refusal)
        return [next, late]
    }

    private var surroundings: [CheckoutWorld] {
        var next: [CheckoutWorld] = []
        if stock == .held { next.append(with(stock: .expired)) }
        if stock == .claimed, isMeddledWith { next.append(with(stock: .released)) }
        if payment == .waiting { next += [with(payment: .authorised), with(payment: .declined)] }
        if payment == .authorised { next.append(with(payment: .lapsed)) }
        return next
    }

    // MARK: - What comes of a step

    private typealias Outcome = (CheckoutWorld, CheckoutEvent)

    private func outcomes(of step: CheckoutStep) -> [Outcome] {
        switch step {
        case .reserve, .claim, .commit, .release: stockOutcomes(of: step)
        case .authorise, .awaitBuyer, .capture, .undoPayment: paymentOutcomes(of: step)
        case .recordWait, .place, .finish, .turnBack, .cancel: [(recorded(step), .done)]
        case .paid, .cancelled: []
        }
    }

    /// Done, told or not; or not even begun, and nobody knows.
    private func done(_ world: CheckoutWorld, _ event: CheckoutEvent = .done) -> [Outcome] {
        [(world, event), (world, .unknown), (self, .unknown)]
    }

    private func refused(_ kind: CheckoutRefusal.Kind) -> [Outcome] {
        [(self, .refused(CheckoutRefusal(kind))), (self, .unknown)]
    }

    private func stockOutcomes(of step: CheckoutStep) -> [Outcome] {
        switch (step, stock) {
        case (.reserve, .none): done(with(stock: .held)) + refused(.insufficientStock)
        case (.reserve, .held), (.reserve, .claimed), (.reserve, .committed): done(self)
        case (.claim, .held): done(with(stock: .claimed))
        case (.claim, .claimed), (.claim, .committed): done(self)
        case (.commit, .held), (.commit, .claimed): done(with(stock: .committed))
        case (.commit, .committed): done(self)
        case (.release, .none), (.release, .held), (.release, .claimed): done(with(stock: .released))
        case (.release, .released), (.release, .expired): done(self)
        default: refused(.reservationLost)
        }
    }

    private func paymentOutcomes(of step: CheckoutStep) -> [Outcome] {
        switch (step, payment) {
        case (.authorise, .none):
            done(with(payment: .authorised)) + done(with(payment: .waiting), .needsBuyer)
                + done(with(payment: .declined), .refused(CheckoutRefusal(.paymentDeclined)))
        case (.authorise, .waiting), (.awaitBuyer, .waiting), (.awaitBuyer, .none): done(self, .needsBuyer)
        case (.authorise, .authorised), (.awaitBuyer, .authorised), (.authorise, .captured), (.capture, .captured):
            done(self)
        case (.capture, .authorised): done(with(payment: .captured))
        case (.undoPayment, .captured): done(with(payment: .refunded))
        case (.undoPayment, .refunded), (.undoPayment, .declined): done(self)
        // One that was never heard of, too, so that a late authorisation finds it void.
        case (.undoPayment, _): done(with(payment: .voided))
        default: refused(.paymentDeclined)
        }
    }

    private func recorded(_ step: CheckoutStep) -> CheckoutWorld {
        var world = self
        switch step {
        case .recordWait: world.kept.step = .awaitBuyer
        case .place:
            precondition(order == .none, "The order is placed twice")
            world.order = .placed
            world.kept.step = .claim
        case .finish:
            precondition(order == .placed, "An order that was not placed is paid")
            world.order = .paid
            world.kept.step = .paid
        case .turnBack: world.kept = Kept(step: .undoPayment, refusal: process?.refusal)
        case .cancel:
            if order == .placed { world.order = .cancelled }
            world.kept = Kept(step: .cancelled, refusal: process?.refusal)
        default: preconditionFailure("\(step) writes nothing")
        }
        return world
    }

    private func with(stock: Stock) -> CheckoutWorld {
        var world = self
        world.stock = stock
        return world
    }

    private func with(payment: Payment) -> CheckoutWorld {
        var world = self
        world.payment = payment
        return world
    }
}

import Logging
import MeshCore
import OrdersAPI

/// Carries one checkout as far as it goes now, step by step.
struct CheckoutRun: Sendable {
    var store: CheckoutStore
    let stock: any StockKeeper
    let payments: PaymentSteps
    let secrets: OrderSecrets
    let settings: CheckoutSettings
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let observer: CheckoutObserver
    let metrics: CheckoutMetrics
    let logger: Logger

    /// Where a checkout comes from.
    enum Origin: Sendable {
        /// It was just begun, here: nobody was asked for anything.
        case request
        /// It was laid aside, or its process died, wherever it was.
        case store
    }

    /// The same steps for checkouts that the workflow drives.
    var driven: CheckoutRun {
        var run = self
        run.store = store.driven
        return run
    }

    /// Goes on with a checkout until it has ended, or has come to a goal, or is laid aside.
    ///
    /// - Parameters:
    ///   - goal: How far it is to be carried; nil for its end.
    ///   - isOurs: Whether the lease still holds, as far as is known; asked before each step.
    /// - Throws: ``CheckoutLost``, `StoreError`, `CancellationError`: whoever takes it up next goes on with what is kept.
    func carry(
        _ checkout: CheckoutRecord, from origin: Origin, to goal: CheckoutGoal? = nil, isOurs: @Sendable () -> Bool
    ) async throws {
        var checkout = checkout
        var machine =
            switch origin {
            case .request: CheckoutMachine()
            case .store: CheckoutMachine(resuming: checkout.step, refusal: checkout.refusal)
            }
        var tries = 0
        while !(goal?.isReached(at: machine.step) ?? machine.step.isLast) {
            guard isOurs() else { throw CheckoutLost(id: checkout.id, fence: checkout.fence) }
            if let end = giveUp(checkout, at: machine.step) {
                machine.happened(end)
                continue
            }
            let step = machine.step
            await observer.reaches(CheckoutBoundary(.before, step))
            try Task.checkCancellation()
            let event = try await perform(machine, &checkout)
            await observer.reaches(CheckoutBoundary(.after, step))
            machine.happened(event)
            if step == .recordWait { return }
            guard machine.step == step else {
                tries = 0
                continue
            }
            tries += 1
            guard tries < settings.tries, event == .unknown else {
                return try await layAside(checkout, waitingForBuyer: event == .needsBuyer)
            }
            try await pauses.sleep(for: pause(after: Int64(tries)))
        }
        if machine.step.isLast { metrics.ended(checkout, at: clock.now()) }
    }

    private func giveUp(_ checkout: CheckoutRecord, at step: CheckoutStep) -> CheckoutEvent? {
        guard step.mayBeGivenUp else { return nil }
        if checkout.isUnwanted { return .cancelledByBuyer }
        return checkout.expiresAt <= clock.now() ? .timedOut : nil
    }

    // MARK: - The steps

    private func perform(_ machine: CheckoutMachine, _ checkout: inout CheckoutRecord) async throws -> CheckoutEvent {
        switch machine.step {
        case .reserve: return try await stock.reserve(checkout)
        case .claim: return try await stock.claim(checkout)
        case .commit: return try await stock.commit(checkout)
        case .release: return try await stock.release(checkout)
        case .authorise:
            let (event, answered) = await payments.authorise(checkout, mayExist: machine.paymentMayExist)
            checkout = answered
            return event
        case .awaitBuyer: return await payments.look(checkout)
        case .capture: return await payments.capture(checkout)
        case .undoPayment: return await payments.undo(checkout)
        case .recordWait, .place, .finish, .turnBack, .cancel: return try await record(machine, &checkout)
        case .paid, .cancelled: preconditionFailure("A checkout that has ended has no step to be done")
        }
    }

    private func record(_ machine: CheckoutMachine, _ checkout: inout CheckoutRecord) async throws -> CheckoutEvent {
        let now = max(clock.now(), checkout.updatedAt)
        var next = checkout
        next.updatedAt = now
        next.attempts = 0
        next.dueAt = now + settings.lease
        next.refusal = machine.refusal
        switch machine.step {
        case .recordWait:
            next.step = .awaitBuyer
            next.dueAt = now + rest(settings.buyerPoll)
            try await store.recordWait(next, from: checkout.step)
        case .place:
            next.step = .claim
            next.action = nil
            guard try await store.place(next, from: checkout.step, secret: secrets.secret(of: next)) else {
                return .cancelledByBuyer
            }
        case .finish:
            next.step = .paid
            next = try await store.finish(next, from: checkout.step)
        case .turnBack:
            next.step = .undoPayment
            next.action = nil
            try await store.turnBack(next, from: checkout.step)
        case .cancel:
            next.step = .cancelled
            // A provider that has never heard of the payment cannot remember that it is void, and a call may be on its way.
            let isUnheard = machine.paymentMayExist && next.providerID == nil
            try await store.cancel(
                next, from: checkout.step, lookingAgainAt: isUnheard ? now + settings.secondLook : nil)
        case .reserve, .authorise, .awaitBuyer, .claim, .capture, .commit, .paid, .undoPayment, .release, .cancelled:
            preconditionFailure("\(machine.step) writes nothing")
        }
        checkout = next
        return .done
    }

    // MARK: - After the end

    /// Looks once more at the payment of a checkout of which nothing came: whatever has come of it since is undone.
    func lookAgain(at checkout: CheckoutRecord) async throws {
        let event = await payments.undo(checkout)
        try await store.look(at: checkout.id, event == .done ? nil : clock.now() + settings.longestPause)
    }

    // MARK: - Laying aside

    /// Leaves a checkout to whoever comes when it is due: its next step needs others, and they do not answer.
    private func layAside(_ checkout: CheckoutRecord, waitingForBuyer: Bool) async throws {
        var checkout = checkout
        let now = max(clock.now(), checkout.updatedAt)
        if waitingForBuyer {
            checkout.dueAt = now + rest(settings.buyerPoll)
        } else {
            checkout.attempts += 1
            checkout.dueAt = now + rest(pause(after: checkout.attempts + Int64(settings.tries)))
            tellOfDelay(checkout)
        }
        checkout.updatedAt = now
        try await store.postpone(checkout)
    }

    /// How long a checkout that is laid aside is left alone: the workflow, which has pauses of its own, gets the time to
    /// come back for what is its.
    private func rest(_ pause: Duration) -> Duration {
        store.owner == CheckoutStore.workflow ? max(pause, settings.standby) : pause
    }

    /// Doubled each time, and drawn at random from the upper half, so that those who failed together do not come back
    /// together.
    private func pause(after attempts: Int64) -> Duration {
        let bound = min(settings.firstPause * (1 << Int(min(attempts, 20))), settings.longestPause)
        return bound / 2 + .nanoseconds(Int64.random(in: 0...max(1, (bound / 2).nanoseconds)))
    }

    private func tellOfDelay(_ checkout: CheckoutRecord) {
        let metadata: Logger.Metadata = [
            "checkout.id": "\(checkout.id)", "checkout.step": "\(checkout.step.rawValue)",
            "checkout.attempts": "\(checkout.attempts)", "trace.id": "\(checkout.content.traceID)",
        ]
        metrics.laidAside(checkout)
        if checkout.attempts >= settings.stuckAfter {
            logger.error("A checkout is stuck", metadata: metadata)
        } else {
            logger.warning("Laid a checkout aside", metadata: metadata)
        }
    }
}

import CatalogAPI
import MeshCore
import MeshStore
import OrdersAPI

/// Takes requests for checkouts: begins each once, hands it to whoever carries it, and waits for what comes of it.
struct CheckoutDesk: Sendable {
    let store: CheckoutStore
    let runner: any CheckoutRunner
    let pricing: CheckoutPricing
    let methods: PaymentMethods
    let settings: CheckoutSettings
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let observer: CheckoutObserver

    /// A request as it came.
    struct Ask: Sendable {
        let content: CheckOutCart
        let cart: CheckoutCart
        let key: IdempotencyKey
        let fingerprint: RequestFingerprint
        let account: String?
        let traceID: String
        let deadline: Deadline?
        let asker: CheckoutAsker
    }

    /// How long a repeated request waits for the first one, which may be about to end.
    private static let repetitionLimit = Duration.milliseconds(400)
    /// How often the store is looked at for a checkout that another instance carries.
    private static let glance = Duration.milliseconds(25)

    /// Checks a cart out, or tells what came of it when the same request has done so before.
    ///
    /// - Returns: The checkout, ended or not.
    /// - Throws: ``OrdersError``; `ServiceRefusal`, `ExchangeFailure`; `StoreError`.
    func checkOut(_ ask: Ask) async throws -> CheckoutRecord {
        if let known = try store.find(ask.key, ask.fingerprint) { return try await repeated(known) }
        let new = try await checkout(of: ask)
        await observer.reaches(.beforeBeginning)
        switch try await store.begin(new, ask.key, ask.fingerprint) {
        case .known(let known): return try await repeated(known)
        case .begun(let begun):
            await observer.reaches(.afterBeginning)
            runner.take(begun, asker: ask.asker)
            return try await outcome(of: begun, within: patience(of: ask))
        }
    }

    /// Ends a checkout for its buyer, if that may still be.
    ///
    /// - Throws: ``OrdersError/checkoutTooLate``; `StoreError`.
    func giveUp(_ checkout: CheckoutRecord) async throws -> CheckoutRecord {
        guard !checkout.step.isLast else { return checkout }
        try await store.giveUp(checkout.id, at: clock.now())
        runner.wake()
        let later = try await outcome(of: checkout, within: settings.answerLimit / 2)
        guard later.step == .cancelled || later.isUnwanted || later.step == .undoPayment else {
            throw OrdersError.checkoutTooLate
        }
        return later
    }

    // MARK: - Beginning

    private func checkout(of ask: Ask) async throws -> CheckoutRecord {
        try check(ask)
        let (lines, total) = try await pricing.price(ask.cart, deadline: ask.deadline)
        if let expected = ask.content.expectedTotal, expected != total { throw OrdersError.priceChanged(total) }
        guard total.amount > 0 else {
            throw OrdersError.linesRefused([
                FieldError(field: "total", code: "nothing_to_pay", message: "There is nothing to be paid.")
            ])
        }
        let content = CheckoutContent(
            cartVersion: ask.cart.version, account: ask.account, email: ask.content.email,
            shippingAddress: ask.content.shippingAddress,
            billingAddress: ask.content.billingAddress ?? ask.content.shippingAddress, payment: ask.content.payment,
            lines: lines, total: total,
            hold: settings.hold.components.seconds, traceID: ask.traceID)
        return CheckoutRecord(
            id: .make(), cartID: ask.cart.id, orderID: .make(), reservationID: .make(), paymentReference: .make(),
            refundReference: .make(), content: content, at: clock.now(), lease: settings.lease,
            patience: settings.patience)
    }

    private func check(_ ask: Ask) throws(OrdersError) {
        switch ask.cart.state {
        case .open: break
        case .checkingOut: throw .checkoutInProgress
        case .checkedOut, .merged: throw .cartClosed(ask.cart.state)
        }
        guard !ask.cart.lines.isEmpty else { throw .cartEmpty }
        let payment = ask.content.payment
        guard methods[payment.method.rawValue] != nil else {
            throw .invalid([
                FieldError(field: "payment.method", code: "not_offered", message: "This shop does not take it.")
            ])
        }
        guard payment.method != .stripe || payment.paymentMethod != nil else {
            throw .invalid([
                FieldError(
                    field: "payment.paymentMethod", code: "required", message: "Stripe needs a payment method.")
            ])
        }
    }

    // MARK: - Waiting

    private func patience(of ask: Ask) -> Duration {
        if case .hasGone = ask.asker { return .zero }
        guard let deadline = ask.deadline else { return settings.answerLimit }
        return min(settings.answerLimit, deadline.remaining(at: .now()) - settings.answerMargin)
    }

    /// The checkout of a request that was sent before.
    private func repeated(_ known: CheckoutRecord) async throws -> CheckoutRecord {
        let later = try await outcome(of: known, within: Self.repetitionLimit)
        guard later.step.isLast || later.step == .awaitBuyer else { throw OrdersError.overtaken }
        return later
    }

    /// Waits until a checkout has ended or needs its buyer, or the time is over.
    private func outcome(of checkout: CheckoutRecord, within limit: Duration) async throws -> CheckoutRecord {
        let end = Deadline(after: limit, from: .now())
        while true {
            let remaining = end.remaining(at: .now())
            if remaining > .zero { try await runner.wait(for: checkout.id, atMost: remaining) }
            guard let latest = try store.find(checkout.id) else { throw OrdersError.checkoutNotFound }
            if latest.step.isLast || (latest.step == .awaitBuyer && !latest.isUnwanted) || end.hasPassed(at: .now()) {
                return latest
            }
            // Another instance carries it, or it was laid aside and is taken up again.
            try await pauses.sleep(for: min(Self.glance, end.remaining(at: .now())))
        }
    }
}

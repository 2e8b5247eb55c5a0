import MeshCore
import MeshTestKit
import Testing

@testable import Orders

/// Each step with each fault: what is not known is asked for, never guessed, and money moves once.
@Suite("Payment by Stripe when things go wrong", .enabled(if: LocalStripe.isPrepared, "needs localstripe"))
struct StripeFaultTests {
    /// A call of Stripe's API that a fault meets.
    enum Step: String, CaseIterable, Sendable {
        case create = "POST /v1/payment_intents HTTP"
        case confirm = "/confirm HTTP"
        case capture = "/capture HTTP"
        case cancel = "/cancel HTTP"
        case refund = "POST /v1/refunds HTTP"
        case search = "GET /v1/payment_intents?"
    }

    /// A payment on its way, as a checkout would drive it: what is unknown is asked for again.
    private struct Drive {
        let provider: StripeProvider
        let stripe: LocalStripe
        let reference = PaymentReference.make()
        let refund = RefundReference.make()
        let request = PaymentRequest.sample(40_00, token: LocalStripe.goodCard)

        /// Brings the payment to where a step begins.
        func prepare(for step: Step) async throws {
            switch step {
            case .create, .confirm, .search: break
            case .capture, .cancel: try await settle { await authorise(.new) }
            case .refund:
                try await settle { await authorise(.new) }
                try await settle { await provider.capture(PaymentKey(reference)) }
            }
        }

        /// Makes the step once, as somebody who knows nothing of earlier tries unless told so.
        func make(_ step: Step, _ history: PaymentHistory = .uncertain) async -> PaymentOutcome {
            switch step {
            case .create, .confirm, .search: await authorise(step == .search ? .uncertain : history)
            case .capture: await provider.capture(PaymentKey(reference))
            case .cancel: await provider.void(PaymentKey(reference))
            case .refund: await provider.refund(request.amount, of: PaymentKey(reference), as: refund)
            }
        }

        func authorise(_ history: PaymentHistory) async -> PaymentOutcome {
            await provider.authorise(request, as: PaymentKey(reference, history)).outcome
        }

        /// Repeats a call until it is known how it ended.
        func settle(_ call: () async -> PaymentOutcome) async throws {
            try await waitUntil("\(reference) to be settled") {
                switch await call() {
                case .done: true
                case .unknown, .unavailable: false
                case .declined, .needsBuyer: throw PaymentRig.NotDone(outcome: await call())
                }
            }
        }

        /// How Stripe says the payment stands, once it answers within the limit.
        private func status() async throws -> PaymentStatus {
            var found: PaymentStatus?
            try await waitUntil("Stripe to tell of \(reference)") {
                do {
                    found = try await provider.find(PaymentKey(reference)).status
                } catch is PaymentUnsettled {
                    return false
                }
                return true
            }
            return try #require(found)
        }

        /// What was to come of a step, in Stripe's own books.
        func expectOnce(_ step: Step) async throws {
            #expect(try await stripe.timesCharged(reference) == 1)
            let amount = request.amount
            let nothing = Money(amount: 0, currency: .eur)
            let status = try await status()
            switch step {
            case .create, .confirm, .search: #expect(status == .authorised(amount))
            case .capture: #expect(status == .captured(amount, refunded: nothing))
            case .cancel: #expect(status == .voided)
            case .refund: #expect(status == .captured(amount, refunded: amount))
            }
        }
    }

    private func withDrive(limit: Duration, _ body: (Drive, FaultyProxy) async throws -> Void) async throws {
        let stripe = try LocalStripe.running()
        try await FaultyProxy.run(before: stripe.port) { proxy in
            try await body(Drive(provider: stripe.provider(port: proxy.port, limit: limit), stripe: stripe), proxy)
        }
    }

    @Test(
        "Each step with each fault is settled by asking, once", arguments: Step.allCases, FaultyProxy.Fault.allCases)
    func faults(_ step: Step, _ fault: FaultyProxy.Fault) async throws {
        try await withDrive(limit: .seconds(1)) { drive, proxy in
            try await drive.prepare(for: step)
            proxy.fail(step.rawValue, with: fault)
            let first = await drive.make(step, .new)
            #expect(proxy.timesMet == 1)
            switch first {
            case .done: #expect(fault.isCarriedOut || step == .search, "\(fault) was guessed to be done")
            case .unknown: break
            case .declined, .needsBuyer, .unavailable: Issue.record("\(step) with \(fault) was guessed: \(first)")
            }
            try await drive.settle { await drive.make(step) }
            try await drive.expectOnce(step)
        }
    }

    @Test("What Stripe carried out is known at once though its answer was lost", arguments: Step.allCases)
    func lostAnswers(_ step: Step) async throws {
        try await withDrive(limit: .seconds(30)) { drive, proxy in
            try await drive.prepare(for: step)
            proxy.fail(step.rawValue, with: .lostAfter)
            #expect(await drive.make(step, .new) == .done)
            try await drive.expectOnce(step)
        }
    }

    /// Not of refunds: only `Idempotency-Key` keeps a late one from being a second one, and localstripe has none.
    @Test(
        "A request that comes after it was given up and repeated changes nothing",
        arguments: [Step.create, .confirm, .capture, .cancel])
    func lateRequests(_ step: Step) async throws {
        try await withDrive(limit: .seconds(1)) { drive, proxy in
            try await drive.prepare(for: step)
            proxy.hold(step.rawValue)
            guard case .unknown = await drive.make(step, .new) else {
                Issue.record("\(step) was guessed")
                return
            }
            try await drive.settle { await drive.make(step) }
            try await proxy.release()
            try await drive.expectOnce(step)
        }
    }
}

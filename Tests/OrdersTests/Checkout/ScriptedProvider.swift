import MeshCore
import Synchronization

@testable import Orders

/// A provider that keeps to the rules, and whose answers a test decides: lost, slow, or no.
final class ScriptedProvider: PaymentProvider {
    /// What is asked of it.
    enum Call: Hashable { case authorise, capture, void, refund, find }

    /// What becomes of a call.
    enum Fate: Sendable {
        case honest
        /// It is done, and the answer is lost.
        case answerLost
        /// It never arrives.
        case requestLost
        case declined
        case needsBuyer
    }

    private struct State {
        var payments: [PaymentReference: PaymentStatus] = [:]
        var calls: [Call: Int] = [:]
        var captures = 0
        var refunds: Set<RefundReference> = []
    }

    private let state = Mutex(State())
    private let fate: @Sendable (Call, Int) async -> Fate

    private let remembers: Bool

    /// - Parameters:
    ///   - remembers: Whether it keeps the void of a payment that it has never heard of.
    ///   - fate: Is given the call and how many of its kind there were before.
    init(remembers: Bool = true, _ fate: @escaping @Sendable (Call, Int) async -> Fate = { _, _ in .honest }) {
        self.remembers = remembers
        self.fate = fate
    }

    func count(_ call: Call) -> Int { state.withLock { $0.calls[call] ?? 0 } }
    /// How many times money was taken, all payments together.
    var captures: Int { state.withLock { $0.captures } }
    var statuses: [PaymentStatus] { state.withLock { Array($0.payments.values) } }

    /// A request that was on its way arrives.
    func hold(_ amount: Money, under reference: PaymentReference) {
        state.withLock { $0.payments[reference] = .authorised(amount) }
    }

    /// The buyer agrees, or does not.
    func buyer(agrees: Bool) {
        state.withLock { state in
            for (reference, status) in state.payments {
                guard case .requiresBuyer = status else { continue }
                state.payments[reference] = agrees ? .authorised(Sample.eur(1000)) : .requiresMethod
            }
        }
    }

    private func next(_ call: Call) async -> Fate {
        let before = state.withLock { state in
            defer { state.calls[call, default: 0] += 1 }
            return state.calls[call] ?? 0
        }
        return await fate(call, before)
    }

    private static let no = PaymentOutcome.declined(code: "card_declined", message: "The card was declined.")

    func authorise(_ request: PaymentRequest, as key: PaymentKey) async -> PaymentAnswer {
        let fate = await next(.authorise)
        if case .requestLost = fate { return PaymentAnswer(.unknown(reason: "lost")) }
        let outcome: PaymentOutcome = state.withLock { state in
            switch state.payments[key.reference] ?? .none {
            case .none:
                switch fate {
                case .declined:
                    state.payments[key.reference] = .requiresMethod
                    return Self.no
                case .needsBuyer:
                    state.payments[key.reference] = .requiresBuyer(clientSecret: "secret", url: nil)
                    return .needsBuyer(clientSecret: "secret", url: nil)
                case .honest, .answerLost, .requestLost:
                    state.payments[key.reference] = .authorised(request.amount)
                    return .done
                }
            case .authorised, .captured: return .done
            case .requiresBuyer(let secret, let url): return .needsBuyer(clientSecret: secret, url: url)
            case .requiresMethod, .voided: return Self.no
            }
        }
        if case .answerLost = fate { return PaymentAnswer(.unknown(reason: "lost")) }
        return PaymentAnswer(outcome, providerID: "prov_1")
    }

    func capture(_ key: PaymentKey) async -> PaymentOutcome {
        await change(key, .capture) { state in
            switch state.payments[key.reference] ?? .none {
            case .authorised(let amount):
                state.payments[key.reference] = .captured(amount, refunded: Sample.eur(0))
                state.captures += 1
                return .done
            case .captured: return .done
            case .none, .requiresMethod, .requiresBuyer, .voided: return Self.no
            }
        }
    }

    func void(_ key: PaymentKey) async -> PaymentOutcome {
        await change(key, .void) { state in
            if case .captured = state.payments[key.reference] ?? .none { return Self.no }
            guard self.remembers || state.payments[key.reference] != nil else { return .done }
            state.payments[key.reference] = .voided
            return .done
        }
    }

    func refund(_ amount: Money, of key: PaymentKey, as refund: RefundReference) async -> PaymentOutcome {
        await change(key, .refund) { state in
            guard case .captured(let taken, let refunded) = state.payments[key.reference] ?? .none else {
                return Self.no
            }
            guard state.refunds.insert(refund).inserted else { return .done }
            state.payments[key.reference] = .captured(taken, refunded: Sample.eur(refunded.amount + amount.amount))
            return .done
        }
    }

    func find(_ key: PaymentKey) async throws(PaymentUnsettled) -> FoundPayment {
        if case .honest = await next(.find) {} else { throw PaymentUnsettled(reason: "lost") }
        return FoundPayment(state.withLock { $0.payments[key.reference] ?? .none })
    }

    private func change(
        _ key: PaymentKey, _ call: Call, _ body: (inout State) -> PaymentOutcome
    ) async -> PaymentOutcome {
        let fate = await next(call)
        if case .requestLost = fate { return .unknown(reason: "lost") }
        if case .declined = fate { return Self.no }
        let outcome = state.withLock { body(&$0) }
        if case .answerLost = fate { return .unknown(reason: "lost") }
        return outcome
    }
}

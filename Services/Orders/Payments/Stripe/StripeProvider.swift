import MeshCore

/// Payment by card through Stripe: PaymentIntents whose money is held first and taken later (`capture_method=manual`).
///
/// An intent is made and then confirmed, in two calls: making one moves no money, so that one too many is harmless, and
/// confirming, capturing and cancelling are steps of the intent itself, which Stripe makes once. What no answer came
/// to is asked for at once, and is ``PaymentOutcome/unknown(reason:)`` only when that does not settle it either.
struct StripeProvider: PaymentProvider {
    let api: StripeAPI
    let receipts: StripeSettings.Receipts
    private let search: StripeSearch

    init(api: StripeAPI, receipts: StripeSettings.Receipts = .none) {
        self.api = api
        self.receipts = receipts
        search = StripeSearch(api: api)
    }

    func find(_ key: PaymentKey) async throws(PaymentUnsettled) -> FoundPayment {
        guard let intent = StripeIntent.deciding(try await search.intents(of: key)) else { return FoundPayment(.none) }
        return FoundPayment(try intent.paymentStatus(), providerID: intent.id)
    }

    func capture(_ key: PaymentKey) async -> PaymentOutcome {
        await make(.capture, key)
    }

    func void(_ key: PaymentKey) async -> PaymentOutcome {
        await make(.cancel, key)
    }

    func refund(_ amount: Money, of key: PaymentKey, as refund: RefundReference) async -> PaymentOutcome {
        do {
            guard let intent = StripeIntent.deciding(try await search.intents(of: key)), intent.status == .succeeded
            else { return .declined(code: "payment_not_captured", message: "Nothing of this payment has been taken.") }
            if let known = try await search.refund(refund, of: intent) { return Self.outcome(ofRefund: known) }
            guard amount.currency == intent.amount.currency, amount.amount > 0,
                amount.amount <= intent.amount.amount - intent.refunded.amount,
                let number = StripeAmount.number(of: amount)
            else { return .declined(code: "amount_too_large", message: "This is more than is left of the payment.") }
            let call = StripeCall.post(
                "/v1/refunds",
                [
                    (name: "payment_intent", value: intent.id), (name: "amount", value: "\(number)"),
                    (name: "metadata[reference]", value: refund.description),
                ])
            switch await api.make(call, as: refund.description) {
            case .answer(let json): return Self.outcome(ofRefund: json)
            case .refused(let refusal): return refusal.outcome
            case .notSent(let reason): return .unavailable(reason: reason)
            case .unclear(let reason), .stillUnclear(let reason):
                return try await search.refund(refund, of: intent).map(Self.outcome(ofRefund:))
                    ?? .unknown(reason: reason)
            }
        } catch {
            return .unknown(reason: error.reason)
        }
    }

    /// A refund that is on its way is done: it ends well or is told of as failed.
    private static func outcome(ofRefund json: JSONValue) -> PaymentOutcome {
        switch json["status"]?.stringValue {
        case "failed", "canceled": .declined(code: "refund_failed", message: "The money could not be given back.")
        default: .done
        }
    }
}

// MARK: - Authorisation

extension StripeProvider {
    func authorise(_ request: PaymentRequest, as key: PaymentKey) async -> PaymentAnswer {
        guard let token = request.methodToken, request.amount.amount > 0,
            let number = StripeAmount.number(of: request.amount)
        else {
            return PaymentAnswer(
                .declined(code: "payment_refused", message: "This means of payment cannot be used here."))
        }
        do {
            if let intent = StripeIntent.deciding(try await search.intents(of: key)) {
                return await confirm(intent, request)
            }
            switch await api.make(creation(of: request, number, token, key.reference), as: key.reference.description) {
            case .answer(let json):
                guard let intent = StripeIntent(json) else {
                    return PaymentAnswer(.unknown(reason: "Stripe made no intent that can be read"))
                }
                return await confirm(intent, request)
            case .refused(let refusal): return PaymentAnswer(refusal.outcome)
            case .notSent(let reason): return PaymentAnswer(.unavailable(reason: reason))
            case .unclear(let reason), .stillUnclear(let reason):
                guard let intent = StripeIntent.deciding(try await search.intents(of: PaymentKey(key.reference)))
                else { return PaymentAnswer(.unknown(reason: reason)) }
                return await confirm(intent, request)
            }
        } catch {
            return PaymentAnswer(.unknown(reason: error.reason))
        }
    }

    private func creation(
        of request: PaymentRequest, _ number: Int64, _ token: String, _ reference: PaymentReference
    ) -> StripeCall {
        var call = StripeCall.post(
            "/v1/payment_intents",
            [
                (name: "amount", value: "\(number)"),
                (name: "currency", value: request.amount.currency.description.lowercased()),
                (name: "capture_method", value: "manual"), (name: "payment_method_types[]", value: "card"),
                (name: "payment_method", value: token), (name: "metadata[reference]", value: reference.description),
                (name: "metadata[order]", value: request.order),
                (name: "metadata[description]", value: request.description),
                (name: "expand[]", value: "latest_charge"),
            ])
        switch receipts {
        case .none: break
        case .everyPayment: call.fields.append((name: "receipt_email", value: request.email))
        }
        return call
    }

    /// Goes on with an intent from where it stands.
    private func confirm(_ intent: StripeIntent, _ request: PaymentRequest) async -> PaymentAnswer {
        guard intent.amount == request.amount else {
            let outcome = PaymentOutcome.declined(
                code: "reference_reused", message: "This payment is of another amount.")
            return PaymentAnswer(outcome, providerID: intent.id)
        }
        return PaymentAnswer(await make(.confirm, of: intent), providerID: intent.id)
    }
}

// MARK: - Steps of an intent

extension StripeProvider {
    /// Makes a step of a payment.
    private func make(_ step: StripeStep, _ key: PaymentKey) async -> PaymentOutcome {
        if case .known(let id) = key.history { return await ask(for: step, of: id) }
        do {
            let intents = try await search.intents(of: key)
            guard let deciding = StripeIntent.deciding(intents) else { return step.outcomeOfNothing }
            let outcome = await make(step, of: deciding)
            guard step == .cancel, outcome == .done else { return outcome }
            // Others of the payment hold nothing, but nobody may confirm them later.
            for intent in intents where intent.id != deciding.id {
                let outcome = await make(step, of: intent)
                guard outcome == .done else { return outcome }
            }
            return .done
        } catch {
            return .unknown(reason: error.reason)
        }
    }

    private func make(_ step: StripeStep, of intent: StripeIntent) async -> PaymentOutcome {
        switch step.judge(intent) {
        case .settled(let outcome): outcome
        case .open: await ask(for: step, of: intent.id)
        }
    }

    /// Asks Stripe to make a step, and where the answer does not tell, how the intent stands.
    ///
    /// The steps carry no idempotency key: the intent's state lets each be made once, and a key would only pin a failure
    /// of Stripe's own for a day.
    private func ask(for step: StripeStep, of id: String) async -> PaymentOutcome {
        let path = "/v1/payment_intents/\(PercentEncoding.encode(id))/\(step.rawValue)"
        let otherwise: PaymentOutcome
        switch await api.send(.post(path, [(name: "expand[]", value: "latest_charge")])) {
        case .answer(let json):
            if let intent = StripeIntent(json), case .settled(let outcome) = step.judge(intent) { return outcome }
            otherwise = .unknown(reason: "Stripe's answer to \(step.rawValue) settles nothing")
        case .refused(let refusal) where refusal.status == 402: return refusal.outcome
        case .refused(let refusal): otherwise = refusal.outcome
        case .notSent(let reason): return .unavailable(reason: reason)
        case .unclear(let reason), .stillUnclear(let reason): otherwise = .unknown(reason: reason)
        }
        do {
            guard let intent = try await search.intent(id), case .settled(let outcome) = step.judge(intent) else {
                return otherwise
            }
            return outcome
        } catch {
            return .unknown(reason: error.reason)
        }
    }
}

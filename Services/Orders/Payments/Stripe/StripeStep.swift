/// A step of an intent that Stripe makes once, and what the intent's status says to it.
enum StripeStep: String, CaseIterable, Sendable {
    case confirm, capture, cancel

    /// Whether a step can be made.
    enum Judgement: Hashable, Sendable {
        /// How it ends, without asking for anything.
        case settled(PaymentOutcome)
        /// It can be made.
        case open
    }

    func judge(_ intent: StripeIntent) -> Judgement {
        switch (self, intent.status) {
        case (_, .processing): .settled(.unknown(reason: "Stripe is processing the payment"))
        case (.confirm, .requiresConfirmation), (.capture, .requiresCapture),
            (.cancel, .requiresConfirmation), (.cancel, .requiresAction), (.cancel, .requiresMethod),
            (.cancel, .requiresCapture):
            .open
        case (.confirm, .requiresCapture), (.confirm, .succeeded), (.capture, .succeeded), (.cancel, .canceled):
            .settled(.done)
        case (.confirm, .requiresAction):
            .settled(.needsBuyer(clientSecret: intent.clientSecret, url: intent.buyerURL))
        case (.confirm, .requiresMethod):
            .settled(intent.refusal?.outcome ?? .declined(code: "card_declined", message: "Your card was declined."))
        case (.confirm, .canceled), (.capture, .canceled):
            .settled(.declined(code: "payment_voided", message: "This payment has been ended."))
        case (.capture, .requiresConfirmation), (.capture, .requiresAction), (.capture, .requiresMethod):
            .settled(Self.notAuthorised)
        case (.cancel, .succeeded):
            .settled(.declined(code: "payment_captured", message: "This payment has been taken already."))
        }
    }

    /// How it ends for a payment that Stripe knows nothing of.
    var outcomeOfNothing: PaymentOutcome {
        switch self {
        case .confirm, .capture: Self.notAuthorised
        case .cancel: .done
        }
    }

    private static let notAuthorised = PaymentOutcome.declined(
        code: "payment_not_authorised", message: "This payment has not been authorised.")
}

import MeshCore

/// A PaymentIntent: what Stripe knows of a payment (https://docs.stripe.com/api/payment_intents/object).
struct StripeIntent: Hashable, Sendable {
    /// Its status, the furthest from our money first: of several intents of one payment the last one counts.
    enum Status: String, CaseIterable, Sendable {
        case requiresConfirmation = "requires_confirmation"
        case requiresMethod = "requires_payment_method"
        case requiresAction = "requires_action"
        case canceled
        case processing
        case requiresCapture = "requires_capture"
        case succeeded

        fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    var id: String
    var status: Status
    /// What it is about; once the money is taken, what was taken.
    var amount: Money
    var refunded: Money
    /// Our reference; nil when it was not made by us.
    var reference: PaymentReference?
    var clientSecret: String
    /// Where the buyer has to go to agree.
    var buyerURL: String?
    /// Why the last means of payment was refused.
    var refusal: StripeRefusal?
    var createdAt: Timestamp

    /// Reads one with its latest charge expanded; nil when it is none.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.stringValue, let status = json["status"]?.stringValue.flatMap(Status.init),
            let currency = json["currency"]?.stringValue.flatMap({ Currency($0.uppercased()) }),
            let asked = json["amount"]?.intValue, let created = json["created"]?.intValue
        else { return nil }
        let received = json["amount_received"]?.intValue ?? 0
        let givenBack = json["latest_charge"]?["amount_refunded"]?.intValue ?? 0
        guard let amount = StripeAmount.money(received > 0 ? received : asked, currency),
            let refunded = StripeAmount.money(givenBack, currency)
        else { return nil }
        self.id = id
        self.status = status
        self.amount = amount
        self.refunded = refunded
        reference = json["metadata"]?["reference"]?.stringValue.flatMap(PaymentReference.init)
        clientSecret = json["client_secret"]?.stringValue ?? ""
        buyerURL = json["next_action"]?["redirect_to_url"]?["url"]?.stringValue
        createdAt = Timestamp(secondsSince1970: created)
        if let error = json["last_payment_error"], error != .null {
            refusal = StripeRefusal(status: 402, body: ["error": error])
        }
    }

    /// The one that counts: whichever holds money, else one that was ended, so that what comes late does not undo an end.
    static func deciding(_ intents: [StripeIntent]) -> StripeIntent? {
        intents.max { $0.status.rank < $1.status.rank }
    }

    /// Where the payment stands.
    ///
    /// - Throws: ``PaymentUnsettled`` while Stripe does not know it either.
    func paymentStatus() throws(PaymentUnsettled) -> PaymentStatus {
        switch status {
        case .requiresConfirmation, .requiresMethod: .requiresMethod
        case .requiresAction: .requiresBuyer(clientSecret: clientSecret, url: buyerURL)
        case .canceled: .voided
        case .processing: throw PaymentUnsettled(reason: "Stripe is processing \(id)")
        case .requiresCapture: .authorised(amount)
        case .succeeded: .captured(amount, refunded: refunded)
        }
    }
}

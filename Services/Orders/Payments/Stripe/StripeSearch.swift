import MeshCore

/// Asks Stripe what it knows of our payments and refunds.
struct StripeSearch: Sendable {
    /// Pages of a hundred that are looked through at most; beyond that no answer is better than a wrong one.
    private static let pageLimit = 50
    /// How far Stripe's clock may be behind ours.
    private static let skew: Duration = .seconds(300)
    private static let expansion = (name: "expand[]", value: "data.latest_charge")

    let api: StripeAPI

    /// All intents of a payment.
    ///
    /// - Throws: ``PaymentUnsettled`` when Stripe cannot be asked.
    func intents(of key: PaymentKey) async throws(PaymentUnsettled) -> [StripeIntent] {
        switch key.history {
        case .new: []
        case .uncertain: try await listed(key.reference)
        case .known(let id): try await intent(id).map { [$0] } ?? []
        }
    }

    /// The intent of an id; nil when there is none.
    ///
    /// - Throws: ``PaymentUnsettled``.
    func intent(_ id: String) async throws(PaymentUnsettled) -> StripeIntent? {
        let path = "/v1/payment_intents/\(PercentEncoding.encode(id))"
        switch await api.send(.get(path, [(name: "expand[]", value: "latest_charge")])) {
        case .answer(let json):
            guard let intent = StripeIntent(json) else { throw PaymentUnsettled(reason: "no intent: \(id)") }
            return intent
        case .refused(let refusal) where refusal.status == 404: return nil
        case .refused(let refusal): throw PaymentUnsettled(reason: "Stripe answered \(refusal.status)")
        case .notSent(let reason), .unclear(let reason), .stillUnclear(let reason):
            throw PaymentUnsettled(reason: reason)
        }
    }

    /// The refund of our id; nil when Stripe has none.
    ///
    /// - Throws: ``PaymentUnsettled``.
    func refund(_ reference: RefundReference, of intent: StripeIntent) async throws(PaymentUnsettled) -> JSONValue? {
        let filter = [(name: "payment_intent", value: intent.id)]
        return try await first(of: "/v1/refunds", filter) {
            $0["metadata"]?["reference"]?.stringValue == reference.description
        }
    }

    /// The intents that carry our reference. Stripe lists them from the time of the reference on; a server that does
    /// not know this filter refuses it and is asked for all.
    private func listed(_ reference: PaymentReference) async throws(PaymentUnsettled) -> [StripeIntent] {
        let since = (reference.timestamp - Self.skew).secondsSince1970
        var found: [StripeIntent] = []
        let collect: (JSONValue) -> Bool = { json in
            if let intent = StripeIntent(json), intent.reference == reference { found.append(intent) }
            return false
        }
        let filter = [(name: "created[gte]", value: "\(since)"), Self.expansion]
        do {
            _ = try await first(of: "/v1/payment_intents", filter, where: collect)
        } catch  where error == Self.filterRefused {
            _ = try await first(of: "/v1/payment_intents", [Self.expansion], where: collect)
        }
        return found
    }

    private static let filterRefused = PaymentUnsettled(reason: "Stripe answered 400")

    /// Goes through a list to the first element that a condition holds for; nil when there is none.
    private func first(
        of path: String, _ filter: [(name: String, value: String)], where condition: (JSONValue) -> Bool
    ) async throws(PaymentUnsettled) -> JSONValue? {
        var last: String?
        for _ in 0..<Self.pageLimit {
            var fields = filter + [(name: "limit", value: "100")]
            if let last { fields.append((name: "starting_after", value: last)) }
            let page = try await page(.get(path, fields))
            if let match = page.elements.first(where: condition) { return match }
            guard page.hasMore, let id = page.elements.last?["id"]?.stringValue else { return nil }
            last = id
        }
        throw PaymentUnsettled(reason: "more than \(Self.pageLimit * 100) objects of Stripe to look through")
    }

    private func page(
        _ call: StripeCall
    ) async throws(PaymentUnsettled) -> (elements: [JSONValue], hasMore: Bool) {
        switch await api.send(call) {
        case .answer(let json):
            guard let elements = json["data"]?.arrayValue else { throw PaymentUnsettled(reason: "a list without data") }
            return (elements, json["has_more"]?.boolValue ?? false)
        case .refused(let refusal): throw PaymentUnsettled(reason: "Stripe answered \(refusal.status)")
        case .notSent(let reason), .unclear(let reason), .stillUnclear(let reason):
            throw PaymentUnsettled(reason: reason)
        }
    }
}

import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// What Stripe tells by itself. An event is only a hint that a payment may have moved on, so events may come late, twice
/// or in any order: how the payment stands, Stripe is asked.
struct StripeWebhookRoutes: Sendable {
    /// Stripe's events take a few kilobytes.
    private static let bodyLimit = 256 << 10
    private static let idLimit = 255

    let hints: PaymentHints
    let listener: (any PaymentListener)?
    let secrets: StripeSecrets
    let clock: any WallClock

    func add(to api: inout API) {
        api.on(
            .post, "/v1/payments/stripe/webhook",
            Operation(
                id: "takeStripeEvent", summary: "Hear of a payment from Stripe", tag: "payments", access: .public,
                parameters: [.header("Stripe-Signature", .string(1...4096), "When and with what the body was signed")],
                request: .bytes("application/json", limit: Self.bodyLimit),
                responses: [.noContent("Heard.")])
        ) { [self] input, _ in
            let body = Array(input.body.readableBytesView)
            do {
                let signature = try StripeSignature(input.string("Stripe-Signature") ?? "")
                try signature.verify(body, secrets: secrets.webhook, at: clock.now())
            } catch let refusal as StripeSignature.Refusal {
                throw Problem.badRequest(refusal.rawValue, code: "invalid_signature")
            }
            let (event, reference) = try Self.read(body)
            // Other events of the account, and payments that are not ours, are no business of this shop.
            if let reference { try await hints.take(event, of: reference, for: listener) }
            return .empty()
        }
    }

    private static func read(_ body: [UInt8]) throws(Problem) -> (event: String, reference: PaymentReference?) {
        let document: JSONValue
        do {
            document = try JSONValue(parsing: body)
        } catch {
            throw .badRequest("The body is no JSON: \(error).", code: "malformed_json")
        }
        guard let event = document["id"]?.stringValue, (1...idLimit).contains(event.utf8.count) else {
            throw .validation([FieldError(field: "id", code: "invalid", message: "The event has no id.")])
        }
        let metadata = document["data"]?["object"]?["metadata"]
        return (event, metadata?["reference"]?.stringValue.flatMap(PaymentReference.init))
    }
}

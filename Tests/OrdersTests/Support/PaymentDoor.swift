import Crypto
import Foundation
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshStore
import MeshTestKit
import NIOCore

@testable import Orders

/// The operations of payments alone, without a socket, with a listener that writes down what it hears.
struct PaymentDoor: Sendable {
    static let secret = "whsec_one"

    let directory: TemporaryDirectory
    let desk: PaymentDesk
    let listener = RecordingListener()
    let door: ServiceDoor

    private struct Payments: MeshService {
        let api: API
        let idempotency: IdempotencyKeys?
    }

    init(clock: any WallClock = VirtualWallClock(), settings: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        let store = try Store.open(
            path: "\(directory.path)/orders.sqlite", migrations: OrdersSchema.migrations, clock: clock)
        let values = ["payments.stripe.webhookSecrets": "whsec_old,\(Self.secret)"].merging(settings) { $1 }
        desk = try PaymentDesk(PaymentConfiguration(ConfigurationValues(texts: values)), store: store, clock: clock)
        let keys = IdempotencyKeys(store: store, clock: clock)
        var api = API(title: "Payments", version: "1")
        desk.add(to: &api, waking: listener, cursors: Cursors(secret: [UInt8](repeating: 1, count: 32)), keys: keys)
        door = ServiceDoor(Payments(api: api, idempotency: keys), clock: clock)
    }

    /// Sends a webhook with a value of `Stripe-Signature`; nil for none.
    func hear(_ body: [UInt8], _ signature: String?) async throws -> ServiceDoor.Answer {
        var head = HTTPRequest(
            method: .post, scheme: "http", authority: "localhost", path: "/v1/payments/stripe/webhook")
        head.headerFields[.contentType] = "application/json; charset=utf-8"
        if let signature, let name = HTTPField.Name("Stripe-Signature") { head.headerFields[name] = signature }
        return try await door.send(head, ByteBuffer(bytes: body), peer: nil)
    }

    /// An event about a payment.
    static func event(_ id: String, of reference: String) -> [UInt8] {
        Array(
            """
            {"id": "\(id)", "object": "event", "type": "payment_intent.succeeded",
             "data": {"object": {"id": "pi_1", "metadata": {"reference": "\(reference)"}}}}
            """.utf8)
    }

    /// The hexadecimal HMAC-SHA256 of a time, a full stop and a body, as the scheme defines `v1`.
    static func code(_ body: [UInt8], at time: String, _ secret: String = secret) -> String {
        var code = HMAC<SHA256>(key: SymmetricKey(data: Data(secret.utf8)))
        code.update(data: Data(time.utf8))
        code.update(data: Data(".".utf8))
        code.update(data: Data(body))
        return code.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

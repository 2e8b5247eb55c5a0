import MeshCore
import MeshTestKit
import Testing

@testable import Orders

@Suite("Webhooks of Stripe")
struct StripeWebhookTests {
    private let clock = VirtualWallClock()

    /// The header field for a body that is signed now, or so many seconds from now.
    private func signature(_ body: [UInt8], _ offset: Int64 = 0, _ secret: String = PaymentDoor.secret) -> String {
        let time = "\(clock.now().secondsSince1970 + offset)"
        return "t=\(time),v1=\(PaymentDoor.code(body, at: time, secret))"
    }

    @Test("The signature of the scheme is the one that is known from its definition")
    func vector() throws {
        // Made with `printf '%s' '1767225600.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_test`.
        let digest = "45b40331de0325606dc5400202ade162460fbe48daf9401adfdcd0d7b4f35470"
        let body = Array(#"{"id":"evt_1"}"#.utf8)
        let signature = try StripeSignature("t=1767225600,v1=\(digest)")
        try signature.verify(body, secrets: ["whsec_test"], at: Timestamp(secondsSince1970: 1_767_225_600))
    }

    @Test("An event is heard once, however often it comes, and wakes whoever waits")
    func once() async throws {
        let door = try PaymentDoor(clock: clock)
        let reference = PaymentReference.make()
        let body = PaymentDoor.event("evt_1", of: reference.description)
        for _ in 0..<3 { #expect(try await door.hear(body, signature(body)).status == 204) }
        #expect(door.listener.noted == [reference])
        #expect(door.listener.wakings == [reference])
        let other = PaymentDoor.event("evt_2", of: reference.description)
        #expect(try await door.hear(other, signature(other)).status == 204)
        #expect(door.listener.wakings == [reference, reference])
    }

    @Test("An event whose effect could not be kept is heard when it comes again")
    func again() async throws {
        let door = try PaymentDoor(clock: clock)
        let reference = PaymentReference.make()
        let body = PaymentDoor.event("evt_1", of: reference.description)
        door.listener.refuseOnce()
        #expect(try await door.hear(body, signature(body)).status == 500)
        #expect(door.listener.wakings.isEmpty)
        #expect(try await door.hear(body, signature(body)).status == 204)
        #expect(door.listener.wakings == [reference])
    }

    @Test("Any of several secrets and signatures suffices, and schemes that are not known are passed over")
    func rotation() async throws {
        let door = try PaymentDoor(clock: clock)
        let body = PaymentDoor.event("evt_1", of: PaymentReference.make().description)
        let time = "\(clock.now().secondsSince1970)"
        let right = PaymentDoor.code(body, at: time, "whsec_old")
        let wrong = String(repeating: "0", count: 64)
        for header in [
            "t=\(time),v1=\(right)", "t=\(time),v1=\(wrong),v1=\(right)", "t=\(time),v1=\(right),v1=\(wrong)",
            "t=\(time), v1=\(right), v0=anything", "v1=\(right.uppercased()),t=\(time)",
        ] {
            #expect(try await door.hear(body, header).status == 204, "\(header)")
        }
    }

    @Test("What is not signed rightly, or not now, is refused clearly and heard by nobody")
    func refusals() async throws {
        let door = try PaymentDoor(clock: clock)
        let body = PaymentDoor.event("evt_1", of: PaymentReference.make().description)
        let good = signature(body)
        let time = "\(clock.now().secondsSince1970)"
        let digest = PaymentDoor.code(body, at: time)
        let bad: [String?] = [
            nil, "t=\(time)", "v1=\(digest)", "t=,v1=\(digest)", "t=x,v1=\(digest)", "t=-1,v1=\(digest)",
            "t=\(time),v1=\(digest.dropLast())", "t=\(time),v1=\(digest)0", "t=\(time),v1=zz\(digest.dropFirst(2))",
            "t=\(time),t=\(time),v1=\(digest)", "t=0\(time),v1=\(digest)", "t=\(time),v0=\(digest)",
            signature(body, 0, "whsec_other"), signature(body, -301), signature(body, 301),
            signature(body + [UInt8(ascii: " ")]), "t=\(time)" + String(repeating: ",v1=\(digest)", count: 9),
        ]
        for header in bad {
            let answer = try await door.hear(body, header)
            #expect(answer.status == 400 && answer.code == "invalid_signature", "\(header ?? "none"): \(answer)")
        }
        #expect(door.listener.noted.isEmpty)
        for offset in [-300, 300] as [Int64] {
            #expect(try await door.hear(body, signature(body, offset)).status == 204)
        }
        #expect(try await door.hear(body, good).status == 204)
        #expect(door.listener.noted.count == 1)
    }

    @Test("Without a secret nothing is taken for Stripe's")
    func noSecret() async throws {
        let door = try PaymentDoor(clock: clock, settings: ["payments.stripe.webhookSecrets": ""])
        let body = PaymentDoor.event("evt_1", of: PaymentReference.make().description)
        #expect(try await door.hear(body, signature(body)).code == "invalid_signature")
    }

    @Test("What is signed but no event of ours is taken in silence, and what is no event is refused")
    func strangers() async throws {
        let door = try PaymentDoor(clock: clock)
        for text in [
            #"{"id": "evt_1", "type": "invoice.paid", "data": {"object": {}}}"#, #"{"id": "evt_2"}"#,
            #"{"id": "evt_3", "data": {"object": {"metadata": {"reference": "somebody else's"}}}}"#,
        ] {
            let body = Array(text.utf8)
            #expect(try await door.hear(body, signature(body)).status == 204, "\(text)")
        }
        for text in ["{", "[]", "null", #"{"id": ""}"#, #"{"id": 7}"#] {
            let body = Array(text.utf8)
            #expect(try await door.hear(body, signature(body)).status == 400, "\(text)")
        }
        let large = Array(repeating: UInt8(ascii: " "), count: 256 << 10 + 1)
        #expect(try await door.hear(large, signature(large)).status == 413)
        #expect(door.listener.noted.isEmpty)
    }

    @Test(
        "localstripe's own webhooks are heard",
        .enabled(if: LocalStripe.isPrepared, "needs localstripe: orchestration/orrery test"))
    func endToEnd() async throws {
        let stripe = try LocalStripe.running()
        let door = try PaymentDoor(
            clock: SystemWallClock(),
            settings: ["payments.stripe.key": "sk_test_12345", "payments.stripe.url": stripe.url])
        try await withServer(handler: DoorHandler(door.door, caller: "gateway")) { _, port in
            _ = try await stripe.post(
                "/_config/webhooks/orders",
                [
                    (name: "url", value: "http://127.0.0.1:\(port)/v1/payments/stripe/webhook"),
                    (name: "secret", value: PaymentDoor.secret),
                ])
            let provider = try #require(door.desk.methods["stripe"])
            let key = PaymentKey(.make(), .new)
            let request = PaymentRequest.sample(12_00, token: LocalStripe.goodCard)
            let answer = await provider.authorise(request, as: key)
            #expect(answer.outcome == .done)
            #expect(await provider.capture(PaymentKey(key.reference, providerID: answer.providerID)) == .done)
            try await waitUntil("the webhook of \(key.reference)", state: { "\(door.listener.noted)" }) {
                door.listener.wakings.contains(key.reference)
            }
        }
    }
}

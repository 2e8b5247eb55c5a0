import AsyncHTTPClient
import MeshCore
import MeshTestKit
import Testing

@testable import Orders

@Suite("Payment by Stripe", .enabled(if: LocalStripe.isPrepared, "needs localstripe: orchestration/orrery test"))
struct StripeProviderTests {
    private static func rig() throws -> PaymentRig {
        let stripe = try LocalStripe.running()
        return PaymentRig(
            provider: stripe.provider(), accepted: .sample(40_00, token: LocalStripe.goodCard),
            refused: .sample(40_00, token: LocalStripe.refusedCard), timesCharged: stripe.timesCharged)
    }

    @Test("Stripe keeps the rules of providers", arguments: PaymentRule.allCases)
    func rules(_ rule: PaymentRule) async throws {
        try await rule.hold(for: try Self.rig())
    }

    @Test("The intent carries what the shop knows the payment by")
    func metadata() async throws {
        let key = try await Self.rig().authorised()
        guard case .known(let id) = key.history else { throw PaymentRig.NotDone(outcome: .done) }
        let intent = try await LocalStripe.running().get("/v1/payment_intents/\(id)")
        #expect(intent["metadata"]?["reference"]?.stringValue == key.reference.description)
        #expect(intent["metadata"]?["order"] == "ord_1")
        #expect(intent["capture_method"] == "manual")
        #expect(intent["amount"] == 4000 && intent["currency"] == "eur")
    }

    @Test("A currency without decimals is taken in its own units")
    func yen() async throws {
        let stripe = try LocalStripe.running()
        let yen = try #require(Currency("JPY"))
        let reference = PaymentReference.make()
        let request = PaymentRequest.sample(1500, yen, token: LocalStripe.goodCard)
        let answer = await stripe.provider().authorise(request, as: PaymentKey(reference, .new))
        #expect(answer.outcome == .done)
        let id = try #require(answer.providerID)
        #expect(try await stripe.get("/v1/payment_intents/\(id)")["amount"] == 1500)
        #expect(try await stripe.provider().find(PaymentKey(reference)).status == .authorised(request.amount))
    }

    @Test("A buyer who has to agree is waited for, and then the money is held")
    func buyerAgrees() async throws {
        let stripe = try LocalStripe.running()
        let provider = stripe.provider()
        let request = PaymentRequest.sample(40_00, token: try await stripe.card(LocalStripe.askingNumber))
        let reference = PaymentReference.make()
        let answer = await provider.authorise(request, as: PaymentKey(reference, .new))
        let id = try #require(answer.providerID)
        let key = PaymentKey(reference, providerID: id)
        guard case .needsBuyer(let secret, _) = answer.outcome else {
            throw PaymentRig.NotDone(outcome: answer.outcome)
        }
        #expect(secret.hasPrefix(id))
        guard case .requiresBuyer = try await provider.find(key).status else {
            Issue.record("\(try await provider.find(key))")
            return
        }
        #expect(await provider.capture(key).isDeclined)
        _ = try await stripe.post(
            "/v1/payment_intents/\(id)/_authenticate",
            [(name: "client_secret", value: secret), (name: "success", value: "true")])
        #expect(try await provider.find(PaymentKey(reference)).status == .authorised(request.amount))
        #expect(await provider.authorise(request, as: key).outcome == .done)
        #expect(await provider.capture(key) == .done)
        #expect(try await stripe.timesCharged(reference) == 1)
    }

    @Test("A declined card is told with its reason, and keeps being declined")
    func declined() async throws {
        let provider = try LocalStripe.running().provider()
        let reference = PaymentReference.make()
        let request = PaymentRequest.sample(40_00, token: LocalStripe.refusedCard)
        for key in [PaymentKey(reference, .new), PaymentKey(reference)] {
            let answer = await provider.authorise(request, as: key)
            #expect(answer.outcome == .declined(code: "card_declined", message: "Your card was declined."))
            #expect(answer.providerID != nil)
        }
        #expect(try await provider.find(PaymentKey(reference)).status == .requiresMethod)
    }

    @Test("A means of payment that does not exist, and none, are declined", arguments: ["pm_nothing", nil])
    func noMethod(_ token: String?) async throws {
        let provider = try LocalStripe.running().provider()
        let answer = await provider.authorise(.sample(40_00, token: token), as: PaymentKey(.make(), .new))
        #expect(answer.outcome.isDeclined, "\(answer)")
        #expect(answer.providerID == nil)
    }

    @Test("A reference stands for one amount")
    func reuse() async throws {
        let rig = try Self.rig()
        let key = try await rig.authorised()
        let other = PaymentRequest.sample(41_00, token: LocalStripe.goodCard)
        #expect(await rig.provider.authorise(other, as: PaymentKey(key.reference)).outcome.isDeclined)
        #expect(try await rig.status(key) == .authorised(rig.accepted.amount))
    }

    @Test("An intent of an earlier try is gone on with, and none is left that could be confirmed after a void")
    func strays() async throws {
        let stripe = try LocalStripe.running()
        let provider = stripe.provider()
        let reference = PaymentReference.make()
        for _ in 0..<2 {
            _ = try await stripe.post(
                "/v1/payment_intents",
                [
                    (name: "amount", value: "4000"), (name: "currency", value: "eur"),
                    (name: "capture_method", value: "manual"), (name: "payment_method", value: LocalStripe.goodCard),
                    (name: "metadata[reference]", value: reference.description),
                ])
        }
        let request = PaymentRequest.sample(40_00, token: LocalStripe.goodCard)
        #expect(await provider.authorise(request, as: PaymentKey(reference)).outcome == .done)
        #expect(try await stripe.intents(of: reference).count == 2)
        #expect(try await stripe.timesCharged(reference) == 1)
        #expect(await provider.void(PaymentKey(reference)) == .done)
        #expect(try await stripe.intents(of: reference).allSatisfy { $0.status == .canceled })
    }

    @Test("When nobody listens, nothing was begun, and after a while Stripe is left alone")
    func down() async throws {
        let listener = try await RawListener.bind()
        let port = listener.port
        await listener.close()
        let provider = try LocalStripe.running().provider(port: port)
        let key = PaymentKey(.make(), .new)
        let request = PaymentRequest.sample(40_00, token: LocalStripe.goodCard)
        for _ in 0..<8 {
            let answer = await provider.authorise(request, as: key)
            guard case .unavailable = answer.outcome else {
                Issue.record("\(answer)")
                continue
            }
        }
        let last = await provider.authorise(request, as: key)
        #expect(last.outcome == .unavailable(reason: "Stripe has failed too often of late"))
        await #expect(throws: PaymentUnsettled.self) { try await provider.find(PaymentKey(.make())) }
    }

    @Test("A key that Stripe does not take is our fault, not the card's")
    func wrongKey() async throws {
        let settings = StripeSettings(url: try LocalStripe.running().url, key: StripeKey("wrong"))
        let provider = StripeProvider(api: StripeAPI(settings, group: HTTPClient.defaultEventLoopGroup, seed: 1))
        let request = PaymentRequest.sample(40_00, token: LocalStripe.goodCard)
        let answer = await provider.authorise(request, as: PaymentKey(.make(), .new))
        #expect(answer.outcome == .unavailable(reason: "Stripe does not accept our key"))
        var words = "\(settings) \(String(reflecting: settings))"
        dump(settings, to: &words)
        #expect(!words.contains("wrong"))
    }
}

import Crypto
import MeshCore
import NotifierAPI
import Testing
import WebhookCalls

@testable import Notifier

@Suite("Calls of receivers")
struct CallTests {
    @Test("A push is encrypted as in the example of RFC 8291")
    func example() throws {
        let encryption = try PushEncryption(
            PushKeys(
                p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
                auth: "BTBZMqHH6r4Tts7J_aSIgg"))
        let sender = try P256.KeyAgreement.PrivateKey(
            rawRepresentation: try #require(Base64URL.bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")))
        let bytes = try encryption.encrypt(
            Array("When I grow up, I want to be a watermelon".utf8), sender: sender,
            salt: try #require(Base64URL.bytes("DGv6ra1nlYgDCS1FRnbzlw")))
        #expect(
            Base64URL.text(bytes)
                == "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        )
    }

    @Test("What a provider of text messages answers decides what follows")
    func outcomes() throws {
        let cases: [(Int, String, DeliveryVerdict, Bool)] = [
            (201, #"{"sid": "SM1", "status": "queued"}"#, .sent(detail: "queued"), false),
            (
                400, #"{"code": 21610, "message": "STOP"}"#, .dead(detail: "400 21610: STOP", suppresses: .unsubscribe),
                false
            ),
            (400, #"{"code": 21211, "message": "To"}"#, .dead(detail: "400 21211: To", suppresses: .bounce), false),
            (400, #"{"code": 21602, "message": "Body"}"#, .dead(detail: "400 21602: Body"), false),
            (401, #"{"code": 20003, "message": "Who"}"#, .retry(.deferred, detail: "401 20003: Who"), true),
            (503, "<html>", .retry(.deferred, detail: "503: It answered 503."), true),
        ]
        for (status, body, verdict, isOpen) in cases {
            let outcome = SMSCall.outcome(.answered(status: status, retryAfter: nil), Array(body.utf8))
            #expect(outcome.verdict == verdict && outcome.isOpen == isOpen, "\(outcome)")
        }
        let late = SMSCall.outcome(.answered(status: 429, retryAfter: .seconds(9)), [])
        #expect(late.verdict == .retry(.deferred, detail: "429: It answered 429.", after: .seconds(9)))
        #expect(SMSCall.outcome(.unsent(reason: "x"), []).isOpen)
        let unknown = SMSCall.outcome(.failed(reason: "x"), [])
        #expect(unknown == .init(verdict: .retry(.ambiguous, detail: "x")))
    }

    @Test("A file of providers is read, and a line that is none is named")
    func providers() throws {
        let found = try SMSProvider.providers("# us\n\nhttps://api.twilio.com AC1 t +1555\n")
        #expect(found.map(\.account) == ["AC1"])
        #expect(throws: (any Error).self) { try SMSProvider.providers("# us\nhttps://api.twilio.com AC1 t") }
    }
}

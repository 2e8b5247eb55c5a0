import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Notifier

@Suite("Notifications go by webhooks, pushes and text messages", .enabled(if: Outside.isPrepared))
struct OutboundTests {
    private static let endpoints = "/v1/notifications/endpoints"
    private static let open = ["calls.networks": "127.0.0.0/8"]

    @Test("A webhook is signed so that the library of Standard Webhooks verifies it; what is gone is forgotten")
    func webhooks() async throws {
        let (outside, directory) = (try Outside(), try TemporaryDirectory())
        try await NotifierInstance.with(directory: directory.path, settings: Self.open) { notifier in
            let made = try await notifier.send(
                .post, Self.endpoints, ["channel": "webhook", "url": .string(outside.url("hook/200"))], token: "mary")
            #expect(made.status == 201, "\(made)")
            let secret = try #require(made.json["secret"]?.stringValue)
            let curl = try #require(TestProgram(named: "curl"))
            let told = try await curl.run(["-sS", "--data", #"{"hook": "\#(secret)"}"#, outside.url("set")])
            #expect(told.status == 0)
            let listed = try await notifier.send(.get, Self.endpoints, token: "mary").json
            #expect(listed["items"]?[0]?["secret"] == nil && listed["items"]?[0]?["id"] == made.json["id"])
            #expect(try await notifier.send(.get, Self.endpoints, token: "bob").json["items"] == [])

            let sent = try await notifier.send(.post, "/v1/notifications", Self.request("1", "webhook"))
            let id = try #require(OutboxTests.ids(sent).first, "\(sent)")
            _ = try await notifier.wait(for: id, toBe: "sent")
            let request = try #require(try outside.requests.first)
            #expect(request["kind"] == "hook", "\(request)")
            #expect(request["id"]?.stringValue == id && request["message"]?["data"]?["subject"] == "Hello")

            let gone = try await notifier.send(
                .post, Self.endpoints, ["channel": "webhook", "url": .string(outside.url("gone/410"))], token: "bob")
            #expect(gone.status == 201)
            let last = try await notifier.send(.post, "/v1/notifications", Self.request("2", "webhook", of: "acc_bob"))
            _ = try await notifier.wait(for: OutboxTests.ids(last)[0], toBe: "dead")
            #expect(try await notifier.send(.get, Self.endpoints, token: "bob").json["items"] == [])
            let path = "\(Self.endpoints)/\(made.json["id"]?.stringValue ?? "")"
            #expect(try await notifier.send(.delete, path, token: "bob").status == 404)
            #expect(try await notifier.send(.delete, path, token: "mary").status == 204)
        }
    }

    @Test("A browser decrypts what it is pushed, and its push service knows who sends")
    func pushes() async throws {
        let (outside, directory) = (try Outside(), try TemporaryDirectory())
        try await NotifierInstance.with(directory: directory.path, settings: Self.open) { notifier in
            for (status, token) in [(201, "mary"), (410, "bob")] {
                let made = try await notifier.send(
                    .post, Self.endpoints,
                    ["channel": "push", "url": .string(outside.url("push/\(status)")), "keys": outside.keys],
                    token: token)
                #expect(made.status == 201 && made.json["secret"] == nil, "\(made)")
            }
            let long = String(repeating: "\u{1F600}\"\\", count: 3000)
            let sent = try await notifier.send(
                .post, "/v1/notifications", Self.request("1", "push", text: long))
            _ = try await notifier.wait(for: OutboxTests.ids(sent)[0], toBe: "sent")
            let request = try #require(try outside.requests.first)
            #expect(request["kind"] == "push" && request["message"]?["title"] == "Hello", "\(request)")
            #expect(request["message"]?["body"]?.stringValue.map { long.hasPrefix($0) && $0.count > 500 } == true)
            #expect(request["subject"] == "mailto:shop@example.com")
            let key = try await notifier.send(.get, Self.endpoints, token: "mary").json["applicationServerKey"]
            #expect(request["key"] == key)

            let gone = try await notifier.send(.post, "/v1/notifications", Self.request("2", "push", of: "acc_bob"))
            _ = try await notifier.wait(for: OutboxTests.ids(gone)[0], toBe: "dead")
            #expect(try await notifier.send(.get, Self.endpoints, token: "bob").json["items"] == [])
        }
    }

    @Test("A text message goes by the next provider when one cannot, and its reports are on record")
    func messages() async throws {
        let (outside, directory) = (try Outside(), try TemporaryDirectory())
        let providers = try directory.write(
            "providers",
            """
            # The first one has trouble.
            \(outside.url("sms-503-0")) AC1 geheim +15550001
            \(outside.url("sms-201-0")) AC2 geheim MG7
            """)
        let settings = ["sms.providers": providers, "public.url": "https://shop.example.com"]
        try await NotifierInstance.with(directory: directory.path, settings: settings) { notifier in
            let sent = try await notifier.send(.post, "/v1/notifications", Self.request("1", "sms"))
            let id = try #require(OutboxTests.ids(sent).first, "\(sent)")
            let delivery = try await notifier.wait(for: id, toBe: "sent")
            #expect(delivery["attempts"] == 1 && delivery["messageID"] == "SM1")
            let requests = try outside.requests
            #expect(
                requests.compactMap { $0["form"]?["From"] ?? $0["form"]?["MessagingServiceSid"] } == [
                    "+15550001", "MG7",
                ])
            let last = try #require(requests.last)
            #expect(last["path"] == "2010-04-01/Accounts/AC2/Messages.json" && last["token"]?.stringValue == id)
            #expect(last["form"]?["To"] == "+436601234567" && last["form"]?["Body"] == "W\u{F6}rld & more")
            #expect(last["authorization"]?.stringValue == "Basic \(Data("AC2:geheim".utf8).base64EncodedString())")

            let link = try #require(last["form"]?["StatusCallback"]?.stringValue)
            let path = String(link.dropFirst("https://shop.example.com".count))
            let type = "application/x-www-form-urlencoded"
            for (text, state) in [
                ("MessageStatus=delivered", "sent"), ("MessageStatus=undelivered&ErrorCode=30006", "dead"),
            ] {
                for _ in 0..<2 {
                    #expect(try await notifier.send(.post, path, text: text, type: type).status == 204)
                }
                _ = try await notifier.wait(for: id, toBe: state)
            }
            let known = try await notifier.wait(for: id, toBe: "dead")
            let reports = known["decisions"]?.arrayValue?.filter { $0["verdict"] == "reported" } ?? []
            #expect(reports.compactMap { $0["detail"]?.stringValue } == ["delivered", "undelivered (30006)"])
            #expect(try await notifier.send(.post, path + "x", text: "MessageStatus=sent", type: type).status == 404)
            let next = try await notifier.send(.post, "/v1/notifications", Self.request("2", "sms"))
            #expect(try await notifier.wait(for: OutboxTests.ids(next)[0], toBe: "suppressed")["problem"] == "bounce")
        }
    }

    @Test("What nobody may be called at is refused, naming the field")
    func refused() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let keys: JSONValue = [
                "p256dh": .string(String(repeating: "A", count: 87)),
                "auth": .string(String(repeating: "A", count: 22)),
            ]
            let cases: [(JSONValue, String)] = [
                (["channel": "webhook", "url": "https://127.0.0.1/x"], "url"),
                (["channel": "webhook", "url": "http://example.com/x"], "url"),
                (["channel": "webhook", "url": "https://user@example.com/"], "url"),
                (["channel": "push", "url": "https://example.com/"], "keys"),
                (["channel": "push", "url": "https://example.com/", "keys": keys], "keys"),
                (["channel": "webhook", "url": "https://example.com/", "keys": keys], "channel"),
                (["channel": "email", "url": "https://example.com/"], "channel"),
            ]
            for (body, field) in cases {
                let answer = try await notifier.send(.post, Self.endpoints, body, token: "mary")
                #expect(answer.status == 400 && answer.fields == [field], "\(body): \(answer)")
            }
            for number in 0...20 {
                let body: JSONValue = ["channel": "webhook", "url": .string("https://example.com/\(number)")]
                let answer = try await notifier.send(.post, Self.endpoints, body, token: "mary")
                #expect(answer.status == (number < 20 ? 201 : 409))
            }
        }
    }

    private static func request(
        _ key: String, _ channel: String, of account: String = "acc_mary", text: String = "W\u{F6}rld & more"
    ) -> JSONValue {
        [
            "key": .string(key), "category": "orders", "channels": [.string(channel)],
            "recipients": [["account": .string(account), "phone": "+436601234567"]],
            "content": ["subject": "Hello", "text": .string(text)],
        ]
    }
}

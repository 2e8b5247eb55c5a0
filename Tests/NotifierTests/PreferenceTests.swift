import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Notifier

@Suite("People choose what they are told")
struct PreferenceTests {
    private static let own = "/v1/notifications/preferences"
    private static let rules = "/v1/notifications/rules"

    @Test("Everybody sets their own, administrators those of others, and what makes no sense is named")
    func preferences() async throws {
        try await Self.run { notifier in
            let wanted: JSONValue = [
                "choices": [["category": "offers", "channel": "inbox", "isWanted": false]],
                "timeZone": "Europe/Vienna", "quietHours": ["start": "22:00", "end": "07:30"],
            ]
            #expect(try await notifier.send(.put, Self.own, wanted, token: "mary").json == wanted)
            #expect(try await notifier.send(.get, Self.own, token: "mary").json == wanted)
            #expect(try await notifier.send(.get, Self.own, token: "bob").json == ["choices": []])
            #expect(try await notifier.send(.get, "\(Self.own)/acc_mary").json == wanted)
            #expect(try await notifier.send(.get, "\(Self.own)/acc_mary", token: "mary").status == 403)
            #expect(try await notifier.send(.put, Self.own, wanted, token: nil).status == 401)
            let choice: JSONValue = ["isWanted": true]
            let faults: [(JSONValue, String)] = [
                (["choices": [], "timeZone": "Europe/Nowhere"], "timeZone"),
                (["choices": [], "quietHours": ["start": "05:00", "end": "05:00"]], "quietHours.end"),
                (["choices": [], "quietHours": ["start": "25:00", "end": "05:00"]], "quietHours.start"),
                (["choices": .array([choice, choice])], "choices[1]"),
            ]
            for (body, field) in faults {
                let answer = try await notifier.send(.put, Self.own, body, token: "mary")
                #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
            }
            // What somebody does not want is not in their inbox, and says so.
            let sent = try await notifier.send(.post, "/v1/notifications", Self.request("k", "offers", "acc_mary"))
            #expect(sent.json["deliveries"]?[0]?["state"] == "suppressed", "\(sent)")
            #expect(sent.json["deliveries"]?[0]?["problem"] == "unwanted")
            _ = try await notifier.send(.put, "\(Self.own)/acc_mary", ["choices": []])
            let again = try await notifier.send(.post, "/v1/notifications", Self.request("l", "offers", "acc_mary"))
            #expect(again.json["deliveries"]?[0]?["state"] == "sent")
        }
    }

    @Test("Administrators set what is done with a category, but for what is mandatory")
    func rules() async throws {
        try await Self.run { notifier in
            let path = "\(Self.rules)/news/inbox"
            let body: JSONValue = ["throttle": ["limit": 1, "seconds": 60]]
            let kept: JSONValue = ["category": "news", "channel": "inbox", "throttle": ["limit": 1, "seconds": 60]]
            #expect(try await notifier.send(.put, path, body, token: "mary").status == 403)
            #expect(try await notifier.send(.put, path, body).json == kept)
            #expect(try await notifier.send(.get, Self.rules).json == ["items": [kept]])
            for (key, state) in [("1", "sent"), ("2", "pending")] {
                let answer = try await notifier.send(.post, "/v1/notifications", Self.request(key, "news", "acc_mary"))
                #expect(answer.json["deliveries"]?[0]?["state"]?.stringValue == state, "\(answer)")
            }
            #expect(try await notifier.send(.put, "\(Self.rules)/orders/email", body).fields == ["category"])
            #expect(try await notifier.send(.delete, path).status == 204)
            #expect(try await notifier.send(.delete, path).status == 404)
        }
    }

    private static func run(_ body: @escaping @Sendable (NotifierInstance) async throws -> Void) async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path, body)
    }

    private static func request(_ key: String, _ category: String, _ account: String) -> JSONValue {
        [
            "key": .string(key), "category": .string(category), "channels": ["inbox"],
            "recipients": [["account": .string(account)]], "content": ["subject": "Hello", "text": "World"],
        ]
    }
}

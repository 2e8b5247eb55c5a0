import HTTPTypes
import MeshCore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("Alerts")
struct AlertTests {
    private static let path = "/v1/notifications/alerts"

    private func report(_ notifier: NotifierInstance, _ keys: [String]) async throws -> JSONValue {
        let firing = keys.map { key -> JSONValue in
            ["key": .string(key), "group": "memory", "severity": "critical", "title": .string("\(key) is low")]
        }
        let body: JSONValue = [
            "firing": .array(firing), "recipients": [["account": "acc_admin", "email": "ops@example.org"]],
            "channels": ["email", "inbox"], "resolveAfterSeconds": 0,
        ]
        let answer = try await notifier.send(.put, "\(Self.path)/sources/test", body)
        try #require(answer.status == 200, "\(answer)")
        return answer.json
    }

    @Test("What is wrong is told once and in one notice; it is acknowledged, and over when it is not told of any more")
    func life() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let early = try await notifier.send(
                .put, "\(Self.path)/sources/test", ["firing": [], "recipients": [], "channels": []])
            #expect(early.status == 404, "without words nothing can be told: \(early)")
            let words: JSONValue = [
                "subject": "{{title}}{{#others}} and {{others}} more{{/others}}",
                "text": "{{#opened}}new {{title}}\n{{/opened}}{{#resolved}}over {{title}}\n{{/resolved}}",
            ]
            #expect(try await notifier.send(.put, "/v1/notifications/templates/alerts/en", words).status == 200)
            let first = try await report(notifier, ["disk", "memory"])
            #expect(first["opened"] == 2 && first["told"] == 2, "\(first)")
            for _ in 1...3 {
                let again = try await report(notifier, ["disk", "memory"])
                #expect(again["opened"] == 0 && again["told"] == 0, "\(again)")
            }
            let inbox = try await notifier.send(.get, "/v1/inbox", token: "admin").json
            #expect(inbox["items"]?.arrayValue?.count == 1)
            #expect(inbox["items"]?[0]?["subject"] == "disk is low and 1 more")

            let list = try await notifier.send(.get, "\(Self.path)?state=open&limit=1").json
            let alert = try #require(list["items"]?[0])
            #expect(alert["key"] == "memory" && alert["count"] == 4 && list["nextCursor"] != nil)
            let one = "\(Self.path)/\(alert["id"]?.stringValue ?? "")"
            for _ in 1...2 {
                let noted = try await notifier.send(.post, "\(one)/acknowledge")
                #expect(noted.status == 200 && noted.json["acknowledgedBy"] == "acc_admin", "\(noted)")
            }
            let over = try await report(notifier, ["disk"])
            #expect(over["resolved"] == 1 && over["told"] == 2, "\(over)")
            #expect(try await notifier.send(.get, one).json["state"] == "resolved")
            #expect(try await notifier.send(.post, "\(one)/acknowledge").status == 409)
            #expect(try await notifier.send(.get, "\(Self.path)?state=open").json["items"]?.arrayValue?.count == 1)
            #expect(try await notifier.send(.get, Self.path, token: "mary").status == 403)
            let unknown = "\(Self.path)/\(Alert.ID.make())"
            #expect(try await notifier.send(.get, unknown).status == 404)
            #expect(try await notifier.send(.post, "\(unknown)/acknowledge").status == 404)
        }
    }

    @Test("What has happened is told once, by a wording of its own, which says what the source knows of it")
    func events() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let words: JSONValue = [
                "subject": "unusual: {{group}}", "text": "{{#opened}}{{#values}}{{metric}}{{/values}}{{/opened}}",
            ]
            #expect(try await notifier.send(.put, "/v1/notifications/templates/anomalies/en", words).status == 200)
            func tell(_ firing: [JSONValue]) async throws -> NotifierInstance.Answer {
                try await notifier.send(
                    .put, "\(Self.path)/sources/anomalies",
                    [
                        "firing": .array(firing), "recipients": [["account": "acc_admin"]], "channels": ["inbox"],
                        "resolveAfterSeconds": 0, "template": "anomalies", "nature": "event",
                    ])
            }
            func item(_ values: JSONValue) -> JSONValue {
                ["key": "orders/1", "group": "orders", "severity": "warning", "title": "Many", "values": values]
            }
            let refused = try await tell([item("orders.placed")])
            #expect(refused.status == 400 && refused.json["errors"]?[0]?["field"] == "firing[0].values", "\(refused)")
            let values: JSONValue = ["metric": "orders.placed"]
            #expect(try await tell([item(values)]).json["told"] == 1)
            #expect(try await tell([]).json["resolved"] == 0)
            let list = try await notifier.send(.get, Self.path).json
            #expect(list["items"]?[0]?["state"] == "resolved" && list["items"]?[0]?["values"] == values)
            let again = try await tell([item(values)])
            #expect(again.json["opened"] == 0 && again.json["told"] == 0, "\(again)")
            let inbox = try await notifier.send(.get, "/v1/inbox", token: "admin").json
            #expect(inbox["items"]?.arrayValue?.count == 1)
            #expect(
                inbox["items"]?[0]?["text"] == "orders.placed" && inbox["items"]?[0]?["subject"] == "unusual: orders")
        }
    }
}

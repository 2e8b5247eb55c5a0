import EventLog
import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("CloudEvents are published in all three modes")
struct CloudEventTests {
    private static func headers(_ record: ConsumedRecord?) -> [String: String] {
        Dictionary((record?.headers ?? []).map { ($0.name, $0.value ?? "") }) { first, _ in first }
    }

    @Test("The same event in each mode is the same record, and is appended once")
    func modes() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("views")
            let attributes = ["specversion": "1.0", "id": "1", "source": "/s/ü", "type": "view", "partitionkey": "k"]
            var fields = Dictionary(uniqueKeysWithValues: attributes.map { ("ce-\($0.key)", $0.value) })
            fields["ce-source"] = "/s/%C3%BC"
            let path = "/v1/topics/views/records"
            let binary = try await events.send(.post, path, #"{"n":1}"#, headers: fields)
            #expect(try binary.decode(RecordReceipts.self).items.map(\.outcome) == [.accepted], "\(binary)")
            var document = JSONObject(attributes.map { ($0.key, .string($0.value)) })
            document["data"] = ["n": 1]
            let text = JSONValue.object(document).description
            let structured = try await events.send(
                .post, path, text, type: "application/cloudevents+json; charset=utf-8")
            #expect(try structured.decode(RecordReceipts.self).items.map(\.outcome) == [.duplicate], "\(structured)")
            document["id"] = "2"
            let batch = try await events.send(
                .post, path, "[\(text),\(JSONValue.object(document).description),{}]",
                type: "application/cloudevents-batch+json")
            let items = try batch.decode(RecordReceipts.self).items
            #expect(items.map(\.outcome) == [.duplicate, .accepted, .rejected], "\(batch)")
            #expect(
                items.last?.errors?.map(\.field).sorted() == ["[2].id", "[2].source", "[2].specversion", "[2].type"])

            let records = try await events.all("views")
            #expect(records.count == 2 && records.allSatisfy { $0.value == ["n": 1] && $0.key == "k" })
            #expect(Self.headers(records.first)["ce_source"] == "/s/ü")
            #expect(Self.headers(records.first)["content-type"] == "application/json")
            #expect(Self.headers(records.first).merging(["ce_id": "2"]) { $1 } == Self.headers(records.last))
        }
    }

    @Test("A batch of none is nothing")
    func emptyBatch() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            let answer = try await machine[0].send(
                .post, "/v1/topics/views/records", "[]", type: "application/cloudevents-batch+json")
            #expect(try answer.status == 200 && answer.decode(RecordReceipts.self).items.isEmpty)
        }
    }

    @Test("Data of any type goes through, and an event may have none")
    func data() throws {
        let base: [(String, JSONValue)] = [("specversion", "1.0"), ("id", "1"), ("source", "s"), ("type", "t")]
        func value(_ more: [(String, JSONValue)]) throws -> [UInt8]? {
            try CloudEvent.draft(of: .object(JSONObject(base + more))).get().value.map(Array.init)
        }
        #expect(try value([]) == nil)
        #expect(try value([("data", nil)]) == Array("null".utf8))
        #expect(try value([("data", "x")]) == Array(#""x""#.utf8))
        #expect(try value([("data", "x"), ("datacontenttype", "text/plain")]) == Array("x".utf8))
        #expect(try value([("data", "x"), ("datacontenttype", "application/a+json; b=c")]) == Array(#""x""#.utf8))
        #expect(try value([("data", [1]), ("datacontenttype", "text/plain")]) == Array("[1]".utf8))
        #expect(try value([("data_base64", "AP8="), ("datacontenttype", "image/png")]) == [0, 255])
        let binary = CloudEvent.draft(
            fields: base.map { ("ce-\($0.0)", $0.1.stringValue ?? "") }, contentType: nil, body: [])
        #expect(try binary.get().value == nil)
    }

    /// A field's value, and the text that it stands for; nil for none.
    static let values: [(field: String, text: String?)] = [
        ("plain", "plain"), ("Euro%20%E2%82%AC%20%F0%9F%98%80", "Euro € 😀"), ("a+b", "a+b"), ("%2525", "%25"),
        (#""quoted \"x\" %20y""#, #"quoted "x"  y"#), (#""a\\b""#, #"a\b"#), ("%", nil), ("%zz", nil), ("%FF", nil),
    ]

    @Test("A field's value is unquoted and decoded, each once", arguments: values)
    func decoding(field: String, text: String?) throws {
        let draft = CloudEvent.draft(
            fields: [("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "s"), ("ce-type", "t"), ("ce-x", field)],
            contentType: nil, body: [])
        guard let text else {
            #expect(throws: RecordRejection.self) { try draft.get() }
            return
        }
        #expect(try draft.get().headers.first { $0.name == "ce_x" } == RecordHeader("ce_x", text))
    }

    /// What is wrong with an event, and the attribute that is named.
    static let faults: [(change: (String, JSONValue), attribute: String)] = [
        (("id", nil), "id"), (("id", ""), "id"), (("source", 1.5), "source"), (("type", [:]), "type"),
        (("specversion", "0.3"), "specversion"), (("time", "today"), "time"), (("subject", ""), "subject"),
        (("Upper", "x"), "Upper"), (("with_line", "x"), "with_line"), (("data_base64", "?"), "data_base64"),
        (("data_base64", 1), "data_base64"),
    ]

    @Test("What is wrong with an attribute is named", arguments: faults)
    func whatIsWrong(change: (String, JSONValue), attribute: String) async throws {
        var event: JSONObject = ["specversion": "1.0", "id": "1", "source": "s", "type": "t"]
        event[change.0] = change.1
        let document = JSONValue.object(event).description
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            let answer = try await machine[0].send(
                .post, "/v1/topics/views/records", document, type: "application/cloudevents+json")
            #expect(answer.status == 400 && answer.fields == [attribute], "\(answer)")
            let binary = try await machine[0].send(
                .post, "/v1/topics/views/records", "x", type: "text/plain", headers: ["ce-id": "1", "ce-type": "t"])
            #expect(binary.status == 400 && binary.fields == ["ce-specversion", "ce-source"], "\(binary)")
        }
    }
}

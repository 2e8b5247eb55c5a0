import EventCollection
import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("The registry of schemas")
struct SchemaRoutesTests {
    private static let order =
        #"{"type": "object", "properties": {"total": {"type": "integer"}}, "required": ["total"], "additionalProperties": false}"#
    private static let longer =
        #"{"type": "object", "properties": {"total": {"type": "integer"}, "note": {"type": "string"}}, "required": ["total"], "additionalProperties": false}"#

    private static func register(
        _ schema: String, as type: String = "order", compatibility: String? = nil, at events: EventsInstance
    ) async throws -> EventsInstance.Answer {
        let level = compatibility.map { #", "compatibility": "\#($0)""# } ?? ""
        return try await events.send(.post, "/v1/schemas/\(type)/versions", #"{"schema": \#(schema)\#(level)}"#)
    }

    @Test("Versions are added, read and listed; the same one again is the same one")
    func versions() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            let first = try await Self.register(Self.order, at: events)
            #expect(first.status == 201 && first.headers[.location] == "/v1/schemas/order/versions/1", "\(first)")
            #expect(try await Self.register(Self.order, at: events).status == 200)
            let second = try await Self.register(Self.longer, at: events)
            #expect(try second.decode(EventSchema.self).version == 2, "\(second)")
            let subject = try await events.send(.get, "/v1/schemas/order").decode(SchemaSubject.self)
            #expect(subject.latestVersion == 2 && subject.compatibility == .backward)
            let list = try await events.send(.get, "/v1/schemas/order/versions").decode(EventSchemaList.self)
            #expect(list.items.map(\.version) == [2, 1])
            let one = try await events.send(.get, "/v1/schemas/order/versions/1")
            #expect(try JSONValue(parsing: Array(one.body))["schema"] == JSONValue(parsing: Self.order))
            #expect(try await events.send(.get, "/v1/schemas/order/versions/3").code == "schema_not_found")
            #expect(try await events.send(.get, "/v1/schemas").decode(SchemaSubjectList.self).items == [subject])
            #expect(try await events.send(.delete, "/v1/schemas/order").status == 204)
            #expect(try await events.send(.get, "/v1/schemas/order").status == 404)
        }
    }

    @Test(
        "A version that breaks what the type promises is refused, with the differences",
        arguments: [
            ("backward", longer, order), ("forward", order, longer), ("full", order, longer),
            ("fullTransitive", longer, order),
        ])
    func compatibility(_ level: String, _ first: String, _ second: String) async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            #expect(try await Self.register(first, compatibility: level, at: events).status == 201)
            let refused = try await Self.register(second, at: events)
            #expect(refused.status == 409 && refused.code == "incompatible_schema", "\(refused)")
            let errors = try JSONDecoder().decode(Problem.self, from: refused.body).errors
            #expect(errors.contains { $0.field.contains("note") && $0.message.contains("version 1") }, "\(refused)")
            let check = try await events.send(.post, "/v1/schemas/order/check", #"{"schema": \#(second)}"#)
            #expect(try check.decode(SchemaCheck.self) == SchemaCheck(differences: errors), "\(check)")
            let patch = try await events.send(.patch, "/v1/schemas/order", #"{"compatibility": "none"}"#)
            #expect(patch.status == 200, "\(patch)")
            #expect(try await Self.register(second, at: events).status == 201)
        }
    }

    @Test("With backward a version is compared with the last one, with backwardTransitive with all")
    func transitive() async throws {
        let wide = #"{"type": "object", "properties": {"n": {"type": ["integer", "string"]}}}"#
        let narrow = #"{"type": "object", "properties": {"n": {"type": "integer"}}}"#
        try await EventsMachine.with { machine in
            let events = machine[0]
            for type in ["a", "b"] {
                _ = try await Self.register(wide, as: type, compatibility: "none", at: events)
                _ = try await Self.register(narrow, as: type, at: events)
            }
            _ = try await events.send(.patch, "/v1/schemas/a", #"{"compatibility": "backward"}"#)
            _ = try await events.send(.patch, "/v1/schemas/b", #"{"compatibility": "backwardTransitive"}"#)
            let next = #"{"type": "object", "properties": {"n": {"type": "number"}}}"#
            #expect(try await Self.register(next, as: "a", at: events).status == 201)
            let refused = try await Self.register(next, as: "b", at: events)
            #expect(refused.status == 409 && refused.text.contains("version 1"), "\(refused)")
        }
    }

    @Test("What is no schema is refused, with its place")
    func malformed() async throws {
        try await EventsMachine.with(settings: ["schemas.limit": "1"]) { machine in
            let answer = try await Self.register(#"{"properties": {"a": {"type": "nothing"}}}"#, at: machine[0])
            #expect(answer.status == 400 && answer.fields.first?.contains("/properties/a/type") == true, "\(answer)")
            #expect(try await Self.register("true", as: "a", at: machine[0]).status == 201)
            #expect(try await Self.register("true", as: "b", at: machine[0]).code == "too_many_schemas")
        }
    }

    @Test(
        "Each draft is read by its own rules",
        arguments: [
            ("https://json-schema.org/draft/2020-12/schema", "prefixItems"),
            ("https://json-schema.org/draft/2019-09/schema", "items"),
            ("http://json-schema.org/draft-07/schema#", "items"),
        ])
    func dialects(_ uri: String, _ keyword: String) async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("t")
            let schema = #"{"$schema": "\#(uri)", "\#(keyword)": [{"type": "string"}]}"#
            #expect(try await Self.register(schema, as: "list", at: events).status == 201)
            for (data, status) in [(#"["a", 1]"#, 200), ("[1]", 400)] {
                let answer = try await events.send(
                    .post, "/v1/topics/t/records",
                    #"{"specversion": "1.0", "id": "\#(status)", "source": "/s", "type": "list", "data": \#(data)}"#,
                    type: "application/cloudevents+json")
                #expect(answer.status == status, "\(answer)")
            }
        }
    }

    @Test("Events that do not fit their type are refused in every mode, with the pointer of what is wrong")
    func door() async throws {
        try await EventsMachine.with(2) { machine in
            // What one instance has learned, the other holds too.
            let events = machine[1]
            try await events.create("orders")
            let path = "/v1/topics/orders/records"
            let fields = ["ce-specversion": "1.0", "ce-id": "1", "ce-source": "/s", "ce-type": "order"]
            #expect(try await events.send(.post, path, #"{"total": "0"}"#, headers: fields).status == 200)
            #expect(try await Self.register(Self.order, at: machine[0]).status == 201)
            let wrong = try await events.send(
                .post, path, #"{"total": "1"}"#, headers: fields.merging(["ce-id": "2"]) { $1 })
            #expect(wrong.status == 400 && wrong.fields == ["/total"], "\(wrong)")
            let event = #"{"specversion": "1.0", "source": "/s", "type": "order", "id": "#
            let batch = try await events.send(
                .post, path, #"[\#(event)"3", "data": {"total": 3}}, \#(event)"4", "data": {}}, \#(event)"5"}]"#,
                type: "application/cloudevents-batch+json")
            let items = try batch.decode(RecordReceipts.self).items
            #expect(items.map(\.outcome) == [.accepted, .rejected, .rejected], "\(batch)")
            #expect(items[1].errors?.map(\.code) == ["required"])
            let record =
                #"{"value": {"total": 1.5}, "headers": [{"name": "ce_type", "value": "order"}]}, {"value": {"total": "any"}}"#
            let receipts = try await events.publish(record, to: "orders")
            #expect(receipts.map(\.outcome) == [.rejected, .accepted])
            #expect(try await events.all("orders").count == 3)
        }
    }

    @Test("An event that names the version by which it was written is checked by it")
    func namedVersion() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("orders")
            _ = try await Self.register(Self.longer, compatibility: "none", at: events)
            _ = try await Self.register(Self.order, at: events)
            for (version, status) in [("1", 200), ("2", 400)] {
                let event =
                    #"{"specversion": "1.0", "id": "\#(version)", "source": "/s", "type": "order", "dataschema": "https://mesh.test/v1/schemas/order/versions/\#(version)", "data": {"total": 1, "note": "n"}}"#
                let answer = try await events.send(
                    .post, "/v1/topics/orders/records", event, type: "application/cloudevents+json")
                #expect(answer.status == status, "\(answer)")
            }
        }
    }

    @Test("What trackers tell is checked by the schemas of its name, everywhere and at its site")
    func collected() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            let plan = #"{"properties": {"properties": {"required": ["plan"]}}, "required": ["properties"]}"#
            #expect(try await Self.register(plan, as: "collected:sign_up", at: events).status == 201)
            let page = #"{"properties": {"page": {"properties": {"path": {"pattern": "^/[a-z]*$"}}}}}"#
            #expect(try await Self.register(page, as: "collected:shop:page_view", at: events).status == 201)
            let body =
                #"{"site": "shop", "events": [{"id": "1", "name": "sign_up", "properties": {"plan": "a"}}, {"id": "2", "name": "sign_up", "properties": {"x": 1}}, {"id": "3", "name": "page_view", "url": "https://shop.test/UP"}]}"#
            let answer = try await events.track("/v1/collect", body)
            let results = try JSONValue(parsing: Array(answer.body))["results"]
            #expect(results?[0]?["status"] == "accepted", "\(answer)")
            #expect(results?[1]?["reason"] == "schema" && results?[1]?["field"] == "/properties", "\(answer)")
            #expect(results?[2]?["field"] == "/page/path", "\(answer)")
            #expect(try await events.collected().map(\.id) == ["1"])
            #expect(try await events.letters().map(\.rejection.code) == [.schema, .schema])
        }
    }
}

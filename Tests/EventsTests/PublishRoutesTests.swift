import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("Records are published")
struct PublishRoutesTests {
    @Test("Each record is taken or refused by itself, and what was taken is read back as it was")
    func eachByItself() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("views", rules: #"{"maximumBatchBytes": 2048}"#)
            let receipts = try await events.publish(
                """
                {"key": "a", "value": {"n": 1234567890123456789, "t": "x\\ny"}, "headers": [{"name": "h", "value": "1"}]},
                {"key": "a", "value": 1, "color": "red"},
                {"keyBase64": "/w==", "valueBase64": "AAE=", "timestamp": "2026-01-02T03:04:05.006Z"},
                {"key": "a"},
                {"value": "\(String(repeating: "x", count: 4096))"},
                {"value": "text", "id": "1", "source": "/s"},
                {"value": "text", "id": "1", "source": "/s"}
                """, to: "views")
            #expect(
                receipts.map(\.outcome) == [
                    .accepted, .rejected, .accepted, .accepted, .rejected, .accepted, .duplicate,
                ])
            #expect(receipts.map(\.offset) == [0, nil, 1, 2, nil, 3, 3])
            #expect(receipts[1].errors?.map(\.field) == ["records[1].color"])
            #expect(receipts[4].errors?.map(\.code) == ["too_large"])

            let answer = try await events.send(.get, "/v1/topics/views/partitions/0/records")
            // Digits that no double holds go through.
            #expect(answer.text.contains("1234567890123456789"))
            let page = try answer.decode(RecordPage.self)
            #expect(page.items.map(\.offset) == [0, 1, 2, 3] && page.nextOffset == 4 && page.highWatermark == 4)
            #expect(page.items[0].key == "a" && page.items[0].value?["t"] == "x\ny")
            #expect(page.items[0].headers == [RecordField(name: "h", value: "1")])
            #expect(page.items[1].keyBase64 == "/w==" && page.items[1].valueBase64 == "AAE=")
            #expect(page.items[1].timestamp == Timestamp("2026-01-02T03:04:05.006Z"))
            #expect(page.items[2].value == nil && page.items[2].valueBase64 == nil)
            #expect(page.items[3].value == "text")
        }
    }

    @Test("Records of a key are in one partition in their order, and others go round")
    func partitions() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("views", partitions: 4)
            let keyed = (0..<40).map { #"{"key": "k\#($0 % 7)", "value": \#($0)}"# }.joined(separator: ",")
            let receipts = try await events.publish(keyed, to: "views")
            for key in 0..<7 {
                let places = stride(from: key, to: 40, by: 7).map { receipts[$0] }
                #expect(Set(places.map(\.partition)).count == 1)
                #expect(places.compactMap(\.offset) == places.compactMap(\.offset).sorted())
            }
            let loose = try await events.publish(
                Array(repeating: #"{"value": 1}"#, count: 8).joined(separator: ","), to: "views")
            #expect(Set(loose.map(\.partition)).count == 4)
            let told = try await events.send(
                .post, "/v1/topics/views/partitions/2/records", #"{"records": [{"key": "k0", "value": 1}]}"#)
            #expect(try told.decode(RecordReceipts.self).items.first?.partition == 2)
        }
    }

    @Test("A request that is repeated under its key appends nothing twice")
    func repetition() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views", partitions: 2)
            let records = #"{"value": 1}, {"key": "a", "value": 2}"#
            let first = try await machine[0].publish(records, to: "views", key: "request-1")
            let second = try await machine[0].publish(records, to: "views", key: "request-1")
            #expect(
                first.map(\.outcome) == [.accepted, .accepted] && second.map(\.outcome) == [.duplicate, .duplicate])
            #expect(first.map(\.offset) == second.map(\.offset))
            let third = try await machine[0].publish(records, to: "views", key: "request-2")
            #expect(third.map(\.outcome) == [.accepted, .accepted])
        }
    }

    /// What is sent, and the field that the answer names.
    static let faults: [(body: String, field: String)] = [
        ("", ""), ("{", ""), ("[]", ""), ("{}", "records"), (#"{"records": {}}"#, "records"),
        (#"{"records": []}"#, "records"), (#"{"records": [1], "x": 1}"#, "x"), (#"{"records": [1]}"#, "records[0]"),
        (#"{"records": [{"key": 1}]}"#, "records[0].key"),
        (#"{"records": [{"key": "a", "keyBase64": ""}]}"#, "records[0].keyBase64"),
        (#"{"records": [{"valueBase64": "?"}]}"#, "records[0].valueBase64"),
        (#"{"records": [{"timestamp": "today"}]}"#, "records[0].timestamp"),
        (#"{"records": [{"id": "1"}]}"#, "records[0].source"), (#"{"records": [{"source": "1"}]}"#, "records[0].id"),
        (#"{"records": [{"id": "", "source": "1"}]}"#, "records[0].id"),
        (#"{"records": [{"headers": [{"value": "1"}]}]}"#, "records[0].headers[0].name"),
        (#"{"records": [{"headers": [{"name": "a", "valueBase64": "?"}]}]}"#, "records[0].headers[0].valueBase64"),
    ]

    @Test("What is wrong is named, and nothing is appended", arguments: faults)
    func whatIsWrong(body: String, field: String) async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            let answer = try await machine[0].send(.post, "/v1/topics/views/records", body)
            #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
            #expect(try await machine[0].page("views").highWatermark == 0)
        }
    }

    @Test("What nobody can read is of no known type, and what is not there is not found")
    func elsewhere() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            let one = #"{"records": [{"value": 1}]}"#
            for type in ["text/plain", "application/cloudevents+avro", "", nil] as [String?] {
                #expect(try await machine[0].send(.post, "/v1/topics/views/records", one, type: type).status == 415)
            }
            for path in [
                "/v1/topics/none/records", "/v1/topics/a%20b/records", "/v1/topics/views/partitions/1/records",
            ] {
                #expect(try await machine[0].send(.post, path, one).status == 404, "\(path)")
            }
        }
    }
}

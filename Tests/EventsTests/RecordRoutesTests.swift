import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import Testing

@testable import Events

@Suite("Records are read")
struct RecordRoutesTests {
    @Test("From an offset, a time, the beginning or the end, page by page")
    func pages() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("views")
            for minute in 0..<5 {
                try await events.publish(
                    #"{"value": \#(minute), "timestamp": "2026-01-01T00:0\#(minute):00Z"}"#, to: "views")
            }
            let first = try await events.page("views", 0, "limit=2")
            #expect(first.items.map(\.offset) == [0, 1] && first.nextOffset == 2 && first.highWatermark == 5)
            #expect(try await events.page("views", 0, "offset=2&limit=2").items.map(\.offset) == [2, 3])
            #expect(try await events.page("views", 0, "offset=5").items.isEmpty)
            #expect(try await events.page("views", 0, "from=latest").nextOffset == 5)
            #expect(try await events.page("views", 0, "time=2026-01-01T00:02:30Z").items.map(\.offset) == [3, 4])
            #expect(try await events.page("views", 0, "time=2027-01-01T00:00:00Z").nextOffset == 5)
        }
    }

    @Test("What is wrong is named")
    func faults() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].create("views")
            let path = "/v1/topics/views/partitions/0/records"
            for (query, field) in [
                ("offset=-1", "offset"), ("offset=x", "offset"), ("time=now", "time"), ("limit=0", "limit"),
                ("wait=30001", "wait"), ("from=middle", "from"), ("offset=0&time=2026-01-01T00:00:00Z", "time"),
            ] {
                let answer = try await machine[0].send(.get, "\(path)?\(query)")
                #expect(answer.status == 400 && answer.fields == [field], "\(query): \(answer)")
            }
            let beyond = try await machine[0].send(.get, "\(path)?offset=1")
            #expect(beyond.status == 416 && beyond.code == "offset_out_of_range")
            #expect(try await machine[0].send(.get, "/v1/topics/views/partitions/1/records").status == 404)
            #expect(try await machine[0].send(.get, "/v1/topics/views/partitions/1023/records").status == 404)
            #expect(try await machine[0].send(.get, "/v1/topics/none/partitions/0/records").status == 404)
        }
    }

    @Test("A reader that waits is answered when a record comes, and at the end of its time without one")
    func waiting() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("views")
            #expect(try await events.page("views", 0, "wait=20").items.isEmpty)
            async let page = events.page("views", 0, "wait=30000")
            try await events.publish(#"{"value": "here"}"#, to: "views")
            #expect(try await page.items.map(\.value) == ["here"])
            // A deadline that is near ends the wait before it, with an answer.
            let answer = try await events.send(
                .get, "/v1/topics/views/partitions/0/records?offset=1&wait=30000", within: .seconds(1))
            #expect(answer.status == 200, "\(answer)")
        }
    }

    @Test("A stream tells what was there and what comes, and goes on after its last event")
    func stream() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.create("views")
            try await events.publish(#"{"value": 0}, {"value": [1,"a\nb"]}"#, to: "views")
            let path = "/v1/topics/views/partitions/0/records"
            let accept = ["accept": "text/event-stream"]
            let response = try await events.open(.get, path, headers: accept)
            #expect(response.status == .ok && response.head.headerFields[.contentType] == "text/event-stream")
            var reader = StreamReader(response)
            #expect(try await reader.next(2).map(\.id) == ["0", "1"])
            try await events.publish(#"{"value": 2}"#, to: "views")
            let third = try #require(try await reader.next(1).first)
            #expect(third.event == "record" && third.id == "2")
            let record = try JSONDecoder().decode(ConsumedRecord.self, from: Data(third.data.utf8))
            #expect(record.offset == 2 && record.value == 2)

            var resumed = StreamReader(
                try await events.open(.get, path, headers: accept.merging(["last-event-id": "0"]) { $1 }))
            let rest = try await resumed.next(2)
            #expect(rest.map(\.id) == ["1", "2"] && rest.first?.data.contains(#""value":[1,"a\nb"]"#) == true)

            let beyond = try await events.send(.get, path, headers: accept.merging(["last-event-id": "9"]) { $1 })
            #expect(beyond.status == 416, "\(beyond)")
        }
    }

    @Test("There are no more streams than may be, and a stream ends when the process shuts down")
    func seats() async throws {
        try await EventsMachine.with(settings: ["streams.limit": "1"]) { machine in
            let events = machine[0]
            try await events.create("views")
            let path = "/v1/topics/views/partitions/0/records"
            let first = try await events.open(.get, path, headers: ["accept": "text/event-stream"])
            let second = try await events.send(.get, path, headers: ["accept": "text/event-stream"])
            #expect(second.status == 503 && second.headers[.retryAfter] == "1")
            events.service.drainBegins()
            // It comes to its end.
            for try await _ in first.body {}
        }
    }
}

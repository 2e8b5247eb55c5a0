import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import NIOCore
import Testing

@testable import Functions

@Suite("Events")
struct EventTests {
    private static let event = ["x-amz-invocation-type": "Event"]

    /// A handler that notes each of its invocations in a file, by id, and fails when the event says so.
    private static func noting(_ door: FunctionsDoor) -> [UInt8] {
        ShellHandler.loop(
            """
            echo "$id $event" >> "\(door.directory.path)/notes"
            if [[ $event == *fail* ]]; then
                curl -sS -o /dev/null -X POST "$api/invocation/$id/error" -H 'Lambda-Runtime-Function-Error-Type: Refused' \
                    -d '{"errorMessage":"no","errorType":"Refused"}'
            else
                \(ShellHandler.answer("'{\"done\":true}'"))
            fi
            """)
    }

    private static func notes(_ door: FunctionsDoor) -> [Substring] {
        let text = try? String(contentsOfFile: "\(door.directory.path)/notes", encoding: .utf8)
        return text?.split(separator: "\n") ?? []
    }

    @Test("An event is accepted at once and handled once, however often its caller repeats it")
    func once() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("noting", Self.noting(door))
            for _ in 0..<3 {
                let headers = Self.event.merging(["idempotency-key": "order 1"]) { $1 }
                let answer = try await door.invoke("noting", ["n": 1], headers: headers)
                #expect(answer.status == 202 && answer.body.isEmpty, "\(answer)")
            }
            try await waitUntil("no event is left") { try door.service.store.eventCount() == 0 }
            #expect(Self.notes(door) == ["\(InvocationID.of(key: "order 1")) {\"n\":1}"])
        }
    }

    @Test("One that fails is tried again under the same id, and then kept as a dead letter")
    func retries() async throws {
        try await FunctionsDoor.with(["events.retryDelay": "10ms"]) { door in
            try await door.create("noting", Self.noting(door))
            _ = try await door.invoke("noting", ["fail": true], headers: Self.event)
            try await waitUntil("no event is left") { try door.service.store.eventCount() == 0 }
            let notes = Self.notes(door)
            #expect(notes.count == 3 && Set(notes).count == 1, "\(notes)")
            let letters = try await door.service.store.deadLetters(of: "noting", limit: 10)
            let record = try JSONValue(parsing: try #require(letters.first).content)
            #expect(record["requestContext"]?["condition"] == "RetriesExhausted")
            #expect(record["requestContext"]?["approximateInvokeCount"] == 3)
            #expect(record["requestPayload"] == ["fail": true])
            #expect(record["responsePayload"]?["errorType"] == "Refused")
            #expect(record["responseContext"]?["functionError"] == "Unhandled")
        }
    }

    @Test("A destination that is a function is called with a record of how the event ended")
    func destinations() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("noting", Self.noting(door))
            try await door.create("echo", try echoArchive())
            let settings = try await door.send(
                .put, "/aws/2019-09-25/functions/echo/event-invoke-config",
                [
                    "MaximumRetryAttempts": 0,
                    "DestinationConfig": [
                        "OnSuccess": ["Destination": "arn:aws:lambda:us-east-1:000000000000:function:noting"]
                    ],
                ])
            #expect(settings.status == 200, "\(settings)")
            _ = try await door.invoke("echo", ["a": 1], headers: Self.event)
            try await waitUntil("the destination was called") { Self.notes(door).count == 1 }
            let text = try #require(Self.notes(door).first?.split(separator: " ", maxSplits: 1).last)
            let record = try JSONValue(parsing: Array(text.utf8))
            #expect(record["requestContext"]?["condition"] == "Success")
            #expect(record["responsePayload"] == ["a": 1])
        }
    }

    @Test("What an instance leaves behind by ending is handled by another one, under the same id")
    func takeover() async throws {
        try await FunctionsDoor.with(instance: "functions-1") { first in
            try await first.create("noting", Self.noting(first))
            // As an instance leaves it that dies between accepting and trying: held by a process that is gone.
            let event = FunctionEvent(
                id: "left", function: "noting", qualifier: nil, payload: ByteBuffer(string: "{}"), clientContext: nil,
                traceID: "", attempts: 0, throttles: 0, acceptedAt: SystemWallClock().now(), fence: 1)
            _ = try await first.service.store.accept(
                event, isRepeatable: false, owner: "1@1/1", for: .seconds(3_600))
            try await waitUntil("no event is left") { try first.service.store.eventCount() == 0 }
            #expect(Self.notes(first) == ["left {}"])
        }
    }

    @Test("Two instances on one store handle each event once")
    func twoInstances() async throws {
        try await FunctionsDoor.with(instance: "functions-1") { first in
            try await first.create("noting", Self.noting(first))
            try await FunctionsDoor.with(instance: "functions-2", beside: first) { second in
                for number in 0..<20 {
                    let door = number.isMultiple(of: 2) ? first : second
                    _ = try await door.invoke("noting", ["n": .int(Int64(number))], headers: Self.event)
                }
                try await waitUntil("no event is left") { try first.service.store.eventCount() == 0 }
                let notes = Self.notes(first)
                #expect(notes.count == 20 && Set(notes).count == 20, "\(notes)")
            }
        }
    }
}

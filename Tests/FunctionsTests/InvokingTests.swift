import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Functions

@Suite("Calling functions")
struct InvokingTests {
    @Test("A Swift handler answers, and its process is used again")
    func answers() async throws {
        try await FunctionsDoor.with { door in
            try await door.create(
                "echo", try echoArchive(), more: ["Environment": ["Variables": ["GREETING": "hello"]]])
            for _ in 0..<3 {
                let answer = try await door.invoke("echo", ["a": [1, 2, 3]])
                #expect(answer.status == 200 && answer.text == #"{"a":[1,2,3]}"#, "\(answer)")
                #expect(answer.functionError == nil)
                #expect(answer.headers[.executedVersion] == "$LATEST")
            }
            #expect(await door.counts("echo")?.processes == 1)
        }
    }

    @Test("A handler knows its invocation, its function and its environment")
    func context() async throws {
        try await FunctionsDoor.with { door in
            try await door.create(
                "echo", try echoArchive(), more: ["Environment": ["Variables": ["GREETING": "hello"]]])
            let answer = try await door.invoke(
                "echo", ["do": "context"],
                headers: ["x-amz-client-context": "eyJjdXN0b20iOnsiYSI6MX19", "idempotency-key": "the same"])
            let json = answer.json
            #expect(json["arn"] == "arn:aws:lambda:us-east-1:000000000000:function:echo")
            #expect(json["requestID"]?.stringValue == InvocationID.of(key: "the same"))
            #expect(json["clientContext"] == #"{"custom":{"a":1}}"#)
            #expect(json["environment"]?["GREETING"] == "hello")
            #expect(json["environment"]?["AWS_LAMBDA_FUNCTION_NAME"] == "echo")
            #expect(json["environment"]?["_HANDLER"] == "handler")
            let remaining = (json["remaining"]?.intValue ?? 0) - SystemWallClock().now().milliseconds
            #expect((1...3_000).contains(remaining))
        }
    }

    @Test("The log of a call has its start, what the handler wrote, its end and its report")
    func log() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("echo", try echoArchive())
            let answer = try await door.invoke("echo", ["do": "print", "text": "some words\n"])
            let lines = answer.log.split(separator: "\n")
            try #require(lines.count == 4, "\(answer.log)")
            #expect(lines[0].hasPrefix("START RequestId: ") && lines[0].hasSuffix(" Version: $LATEST"))
            #expect(lines[1] == "some words")
            #expect(lines[2].hasPrefix("END RequestId: "))
            #expect(lines[3].contains("Memory Size: 128 MB") && lines[3].contains("Init Duration: "))
        }
    }

    @Test("No more than the last four kilobytes of a log are sent back")
    func logTail() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("echo", try echoArchive())
            let text = String(repeating: "0123456789", count: 1_000) + "end\n"
            let answer = try await door.invoke("echo", ["do": "print", "text": .string(text)])
            #expect(answer.log.utf8.count == LogTail.limit)
            #expect(answer.log.contains("89end\nEND RequestId: "))
        }
    }

    @Test("What a handler throws is its document, with status 200")
    func throwing() async throws {
        try await FunctionsDoor.with { door in
            try await door.create("echo", try echoArchive())
            let answer = try await door.invoke("echo", ["do": "throw"])
            #expect(answer.status == 200 && answer.functionError == "Unhandled")
            #expect(answer.json["errorType"] == "Refused")
            #expect(try await door.invoke("echo", ["a": 1]).json == ["a": 1])
            #expect(await door.counts("echo")?.processes == 1)
        }
    }

    @Test("A call that cannot be is refused as AWS refuses it")
    func refusals() async throws {
        try await FunctionsDoor.with { door in
            let missing = try await door.invoke("nobody")
            #expect(missing.status == 404 && missing.exception == "ResourceNotFoundException")
            #expect(
                missing.json["Message"]
                    == "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody")
            try await door.create("echo", try echoArchive())
            let path = "/aws/2015-03-31/functions/echo/invocations"
            let broken = try await door.send(.post, path, bytes: Array("{".utf8))
            #expect(broken.status == 400 && broken.exception == "InvalidRequestContentException")
            let long = try await door.send(.post, path, bytes: Array(repeating: 0x20, count: 6_291_457))
            #expect(long.status == 413 && long.exception == "RequestTooLargeException")
            let dry = try await door.invoke("echo", headers: ["x-amz-invocation-type": "DryRun"])
            #expect(dry.status == 204)
            #expect(await door.counts("echo") == nil)
        }
    }

    @Test("Many calls at once are all answered, by as many processes as there may be")
    func concurrency() async throws {
        try await FunctionsDoor.with(["handlers.processes": "3"]) { door in
            try await door.create("echo", try echoArchive(), timeout: 30)
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for number in 0..<60 {
                    group.addTask { try await door.invoke("echo", .int(Int64(number))).text }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(answers == Set((0..<60).map(String.init)))
            let processes = await door.counts("echo")?.processes ?? 0
            #expect((1...3).contains(processes))
        }
    }

    @Test("A process that is idle for long ends, and one is started again when it is needed")
    func idleness() async throws {
        try await FunctionsDoor.with(["handlers.idle": "50ms"]) { door in
            try await door.create("echo", try echoArchive())
            _ = try await door.invoke("echo")
            try await waitUntil("no process is left") { await door.counts("echo")?.processes == 0 }
            #expect(try await door.invoke("echo", ["a": 1]).json == ["a": 1])
        }
    }
}

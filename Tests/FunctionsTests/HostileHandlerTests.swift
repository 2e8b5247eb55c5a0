import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Functions

/// Each handler here harms itself; beside it an honest one goes on being answered.
@Suite("A handler that fails hurts nobody else")
struct HostileHandlerTests {
    /// Calls a hostile function and, while that goes on, an honest one.
    private func besideAnHonestOne(
        _ archive: [UInt8], timeout: Int = 3, memory: Int64 = 128,
        _ check: @escaping @Sendable (FunctionsDoor.Answer, FunctionsDoor) async throws -> Void
    ) async throws {
        try await FunctionsDoor.with { door in
            try await door.create("echo", try echoArchive(), timeout: 30)
            try await door.create("hostile", archive, timeout: timeout, more: ["MemorySize": .int(memory)])
            _ = try await door.invoke("echo")
            async let hostile = door.invoke("hostile", ["a": 1])
            for number in 0..<20 {
                let answer = try await door.invoke("echo", .int(Int64(number)))
                #expect(answer.text == "\(number)", "\(answer)")
            }
            try await check(try await hostile, door)
            #expect(try await door.invoke("echo", "last").text == #""last""#)
        }
    }

    @Test("One that exits is told of by its status, and another process answers the next call")
    func exits() async throws {
        try await besideAnHonestOne(ShellHandler.loop("exit 3")) { answer, door in
            #expect(answer.functionError == "Unhandled")
            #expect(answer.json["errorType"] == "Runtime.ExitError")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.hasSuffix("Error: Runtime exited with error: exit status 3"), "\(message)")
            let again = try await door.invoke("hostile")
            #expect(again.json["errorType"] == "Runtime.ExitError")
        }
    }

    @Test("One that exits before it asks for work is told of too")
    func exitsAtOnce() async throws {
        try await besideAnHonestOne(ZipMaker.script("exit 0")) { answer, _ in
            #expect(answer.json["errorType"] == "Runtime.ExitError")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.hasSuffix("Error: Runtime exited without providing a reason"), "\(message)")
        }
    }

    @Test("One that crashes is told of by its signal")
    func crashes() async throws {
        try await besideAnHonestOne(ShellHandler.loop("kill -SEGV $$; sleep 9")) { answer, _ in
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.hasSuffix("Runtime exited with error: signal: segmentation fault"), "\(message)")
        }
    }

    @Test("One that hangs is ended at its deadline, with all that it has started")
    func hangs() async throws {
        let body = "sleep 600 & echo $! > \"$TMPDIR/../../hanging\"; sleep 600"
        try await besideAnHonestOne(ShellHandler.loop(body), timeout: 1) { answer, door in
            #expect(answer.json["errorType"] == "Sandbox.Timedout")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.hasSuffix("Error: Task timed out after 1.00 seconds"), "\(message)")
            #expect(answer.log.contains("Status: timeout"))
            try await waitUntil("what it has started is gone") { try Self.isGone("hanging", door) }
        }
    }

    @Test("One that forks and leaves its session takes its children with it")
    func forks() async throws {
        let body =
            "for n in 1 2 3; do setsid sleep 600 & done; setsid bash -c 'echo $$ > \"$TMPDIR/../../forked\"; exec sleep 600' & sleep 600"
        try await besideAnHonestOne(ShellHandler.loop(body), timeout: 1) { answer, door in
            #expect(answer.json["errorType"] == "Sandbox.Timedout")
            try await waitUntil("the one that left its session is gone") { try Self.isGone("forked", door) }
        }
    }

    @Test("One that writes without end waits in its own write until its deadline")
    func floods() async throws {
        try await besideAnHonestOne(ShellHandler.loop("yes flood"), timeout: 1) { answer, door in
            #expect(answer.json["errorType"] == "Sandbox.Timedout")
            #expect(answer.log.utf8.count <= LogTail.limit)
            let log = "\(door.directory.path)/logs/hostile.functions-1.log"
            let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
            #expect(size <= OutputAllowance.burst + 4 * OutputAllowance.perSecond)
        }
    }

    @Test("One that takes more memory than it may fails alone")
    func swallows() async throws {
        let body = "x=$(head -c 400000000 /dev/zero | tr '\\0' x) || exit 12; exit 13"
        try await besideAnHonestOne(ShellHandler.loop(body), timeout: 20) { answer, _ in
            #expect(answer.functionError == "Unhandled")
            #expect(answer.json["errorType"] == "Runtime.ExitError", "\(answer)")
        }
    }

    @Test("One that answers for others is not believed")
    func lies() async throws {
        let body = """
            other=00000000-0000-4000-8000-000000000000
            curl -sS -o "$TMPDIR/one" -X POST "$api/invocation/$other/response" -d '"a lie"'
            curl -sS -o "$TMPDIR/two" "$api/invocation/next"
            curl -sS -o /dev/null -X POST "$api/invocation/$id/response" -d "[$(cat "$TMPDIR/one"),$(cat "$TMPDIR/two")]"
            curl -sS -o "$TMPDIR/three" -X POST "$api/invocation/$id/response" -d '"another lie"'
            cat "$TMPDIR/three"
            """
        try await besideAnHonestOne(ShellHandler.loop(body)) { answer, _ in
            #expect(answer.functionError == nil)
            #expect(answer.json[0]?["errorType"] == "InvalidRequestID", "\(answer)")
            #expect(answer.json[1]?["errorType"] == "InvalidStateTransition", "\(answer)")
        }
    }

    @Test("One that speaks no HTTP is ended at its deadline")
    func babbles() async throws {
        let body =
            "exec 3<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API%:*}/${AWS_LAMBDA_RUNTIME_API#*:}; yes babble >&3; sleep 600"
        try await besideAnHonestOne(ShellHandler.loop(body), timeout: 1) { answer, _ in
            #expect(answer.json["errorType"] == "Sandbox.Timedout", "\(answer)")
        }
    }

    @Test("An answer that is too long is an error of the function")
    func tooLong() async throws {
        let body =
            "head -c 7340034 /dev/zero | tr '\\0' 1 > \"$TMPDIR/long\"; " + ShellHandler.answer("@\"$TMPDIR/long\"")
        try await besideAnHonestOne(ShellHandler.loop(body), timeout: 20) { answer, _ in
            #expect(answer.json["errorType"] == "Function.ResponseSizeTooLarge", "\(answer)")
            #expect(
                answer.json["errorMessage"]
                    == "Response payload size (7340034 bytes) exceeded maximum allowed payload size (6291556 bytes).")
        }
    }

    @Test("Code without anything to start is told of")
    func nothingToStart() async throws {
        var zip = ZipMaker()
        zip.add("readme.txt", Array("nothing".utf8))
        try await besideAnHonestOne(zip.bytes) { answer, _ in
            #expect(answer.json["errorType"] == "Runtime.InvalidEntrypoint")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.contains("Couldn't find valid bootstrap(s)"), "\(message)")
        }
    }

    @Test("A file that cannot be executed is told of")
    func notExecutable() async throws {
        var zip = ZipMaker()
        zip.add("bootstrap", Array("#!/bin/bash\n".utf8), mode: 0o100644)
        try await besideAnHonestOne(zip.bytes) { answer, _ in
            #expect(answer.json["errorType"] == "Runtime.InvalidEntrypoint")
            let message = answer.json["errorMessage"]?.stringValue ?? ""
            #expect(message.hasSuffix("bootstrap: permission denied"), "\(message)")
        }
    }

    @Test("A process that never asks for work is ended")
    func neverAsks() async throws {
        try await FunctionsDoor.with(["handlers.startLimit": "300ms"]) { door in
            try await door.create("mute", ZipMaker.script("sleep 600"))
            let answer = try await door.invoke("mute")
            #expect(answer.json["errorType"] == "Sandbox.Timedout", "\(answer)")
            try await waitUntil("no process is left") { await door.counts("mute")?.processes == 0 }
        }
    }

    @Test("What a handler writes into its folder is its own, and goes with it")
    func ownFolder() async throws {
        try await FunctionsDoor.with { door in
            let body = "echo mine > note; " + ShellHandler.answer("\"\\\"$PWD\\\"\"") + "; exit 0"
            try await door.create("writer", ShellHandler.loop(body))
            let folder = try #require(try await door.invoke("writer").json.stringValue)
            try await waitUntil("the folder is gone") { !FileManager.default.fileExists(atPath: folder) }
            let code = "\(door.directory.path)/code"
            let files = try FileManager.default.subpathsOfDirectory(atPath: code)
            #expect(!files.contains { $0.hasSuffix("note") })
        }
    }

    /// Whether the process is gone whose pid a handler has written down.
    private static func isGone(_ name: String, _ door: FunctionsDoor) throws -> Bool {
        let file = "\(door.directory.path)/sandboxes/functions-1/\(name)"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return false }
        let pid = try #require(Int32(text.split(separator: "\n").first ?? ""))
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return true }
        return stat.contains(") Z ")
    }
}

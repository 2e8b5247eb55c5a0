import Foundation
import GRDB
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Functions

// One after the other: a process would inherit the pipes of one that is started at the same time.
@Suite("A kill at any point of the work of functions", .serialized)
struct FunctionsCrashTests {
    /// What the service is asked for in a life and, as far as it was not answered, in the next.
    private struct Stage {
        let directory: TemporaryDirectory
        let first: [UInt8]
        let second: [UInt8]

        init() throws {
            directory = try TemporaryDirectory()
            first = Self.noting("first", directory)
            second = Self.noting("second", directory)
        }

        /// Notes each invocation by its id and event, and fails when the event says so.
        private static func noting(_ edition: String, _ directory: TemporaryDirectory) -> [UInt8] {
            ShellHandler.loop(
                """
                echo "$AWS_LAMBDA_FUNCTION_NAME $id $event" >> "\(directory.path)/notes"
                if [[ $event == '{"fail"'* ]]; then
                    curl -sS -o /dev/null -X POST "$api/invocation/$id/error" -d '{"errorMessage":"no","errorType":"No"}'
                else
                    \(ShellHandler.answer("'{\"edition\":\"\(edition)\"}'"))
                fi
                """)
        }

        var notes: [[Substring]] {
            // Before the first invocation there is no file.
            let text = (try? String(contentsOfFile: "\(directory.path)/notes", encoding: .utf8)) ?? ""
            return text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 2) }
        }

        /// The ids under which a function was called with such an event.
        func ids(_ function: String, _ part: String) -> [Substring] {
            notes.filter { $0.count == 3 && $0[0] == function && $0[2].contains(part) }.map { $0[1] }
        }

        func process(crashAt boundary: Int?) throws -> CrasherProcess {
            try CrasherProcess(
                "FunctionsCrasher", directory: "\(directory.path)/data", crashAt: boundary,
                settings: ["--aws-callers", "anybody", "--events-retry-delay", "10ms"])
        }
    }

    private static let functions = "/2015-03-31/functions"
    private static let told = "arn:aws:lambda:us-east-1:000000000000:function:told"

    private func create(_ name: String, _ archive: [UInt8], _ door: LambdaDoor) async throws {
        // 409 when an earlier life has made it and died before it said so.
        try await door.send(
            .post, Self.functions,
            [
                "FunctionName": .string(name), "Runtime": "provided.al2023", "Handler": "h", "Timeout": 20,
                "Role": "arn:aws:iam::000000000000:role/lambda",
                "Code": ["ZipFile": .string(Data(archive).base64EncodedString())],
            ], expecting: 201, 409)
    }

    /// Asks for everything, as a client does that was not answered: again, and under the same keys.
    private func ask(_ stage: Stage, _ door: LambdaDoor) async throws {
        try await create("work", stage.first, door)
        try await create("told", stage.first, door)
        let one = "\(Self.functions)/work"
        try await door.send(
            .put, "\(one)/code", ["ZipFile": .string(Data(stage.second).base64EncodedString())], expecting: 200)
        try await door.send(.post, "\(one)/versions", [:], expecting: 201)
        try await door.send(
            .post, "\(one)/aliases", ["Name": "live", "FunctionVersion": "1"], expecting: 201, 409)
        try await door.send(
            .put, "/2017-10-31/functions/work/concurrency", ["ReservedConcurrentExecutions": 7], expecting: 200)
        try await door.send(
            .put, "/2019-09-25/functions/work/event-invoke-config",
            [
                "MaximumRetryAttempts": 1,
                "DestinationConfig": ["OnSuccess": ["Destination": .string(Self.told)]],
            ], expecting: 200)
        for (key, event) in [("good", ["good": 1]), ("bad", ["fail": 1])] as [(String, JSONValue)] {
            try await door.send(
                .post, "\(one)/invocations", event,
                headers: ["x-amz-invocation-type": "Event", "idempotency-key": key], expecting: 202)
        }
    }

    /// Waits until all events have ended, and holds what is there against what was asked for.
    private func judge(
        _ stage: Stage, _ door: LambdaDoor, _ process: CrasherProcess, killedAt place: String
    ) async throws {
        let comment = Comment(rawValue: "killed at \(place)")
        let file = try DatabaseQueue(path: "\(stage.directory.path)/data/\(FunctionsStore.fileName)")
        try await waitUntil("no event is left, \(place)", state: { "\(stage.notes)" }) {
            if process.hasEnded { throw LambdaDoor.Surprise(words: "it has died, \(place)") }
            return try await file.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM event") == 0 }
        }
        // Each event is handled under its own id alone, as often as it has to be and, by a death, once more.
        let good = stage.ids("work", "\"good\"")
        let bad = stage.ids("work", "\"fail\"")
        #expect(Set(good) == [Substring(InvocationID.of(key: "good"))] && (1...2).contains(good.count), comment)
        #expect(Set(bad) == [Substring(InvocationID.of(key: "bad"))] && (2...3).contains(bad.count), comment)
        let told = stage.ids("told", "\"Success\"")
        #expect(Set(told).count == 1 && told.count <= 2, comment)
        let letters = try await file.read { db in
            try String.fetchAll(db, sql: "SELECT content ->> '$.requestContext.condition' FROM dead_letter")
        }
        #expect(letters == ["RetriesExhausted"], comment)
        try await judgeDefinition(stage, door, comment)
        try judgeShelf(stage, comment)
    }

    private func judgeDefinition(_ stage: Stage, _ door: LambdaDoor, _ comment: Comment) async throws {
        let one = "\(Self.functions)/work"
        let versions = try await door.send(.get, "\(one)/versions", expecting: 200)
        let names = (versions["Versions"]?.arrayValue ?? []).compactMap { $0["Version"]?.stringValue }
        #expect(names == ["$LATEST", "1"], comment)
        let alias = try await door.send(.get, "\(one)/aliases/live", expecting: 200)
        #expect(alias["FunctionVersion"] == "1", comment)
        let function = try await door.send(.get, one, expecting: 200)
        #expect(function["Concurrency"]?["ReservedConcurrentExecutions"] == 7, comment)
        let published = try await door.send(.get, "\(one)?Qualifier=1", expecting: 200)
        let location = published["Code"]?["Location"]?.stringValue ?? ""
        let path = location.firstRange(of: Self.functions).map { location[$0.lowerBound...] }
        let (_, archive) = try await door.send(.get, String(path ?? ""))
        let isSecond = archive == stage.second
        #expect(isSecond, comment)
        let answer = try await door.send(.post, "\(one)/invocations?Qualifier=live", [:], expecting: 200)
        #expect(answer == ["edition": "second"], comment)
    }

    /// What lies on the shelf under its name is whole.
    private func judgeShelf(_ stage: Stage, _ comment: Comment) throws {
        let root = "\(stage.directory.path)/data/code"
        let entries = try FileManager.default.contentsOfDirectory(atPath: root)
        for folder in entries where !folder.contains(".") {
            let archive = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(folder).zip"))
            let isWhole = Array(archive) == stage.first || Array(archive) == stage.second
            #expect(isWhole, comment)
            let program = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(folder)/bootstrap"))
            #expect(archive.range(of: program) != nil && program.count > 100, comment)
        }
        #expect(entries.filter { !$0.contains(".") }.count == 2, comment)
        #expect(entries.count == 4, "parts that nobody needs are left: \(entries), \(comment.rawValue)")
    }

    /// Runs everything in a process that is killed at a boundary, and again, to its end, in another.
    private func run(killingAt boundary: Int?) async throws -> [String] {
        let stage = try Stage()
        let process = try stage.process(crashAt: boundary)
        defer { process.kill() }
        do {
            try await process.withClient { client in
                try await ask(stage, LambdaDoor(client: client))
                try await judge(stage, LambdaDoor(client: client), process, killedAt: "no boundary")
            }
            return process.boundaries
        } catch {
            try await waitUntil("the first process is dead, not: \(error)") { process.hasEnded }
        }
        let place = "\(boundary ?? 0), \(process.boundaries.last ?? "nowhere")"
        let next = try stage.process(crashAt: nil)
        defer { next.kill() }
        do {
            try await next.withClient { client in
                try await ask(stage, LambdaDoor(client: client))
                try await judge(stage, LambdaDoor(client: client), next, killedAt: place)
            }
        } catch {
            Issue.record("after a kill at \(place): \(error)")
        }
        return process.boundaries
    }

    @Test(
        "loses nothing that was acknowledged, does nothing under two ids, and leaves no torn code",
        .timeLimit(.minutes(15)))
    func sweep() async throws {
        let boundaries = try await run(killingAt: nil)
        try #require(boundaries.count > 20, "\(boundaries)")
        for boundary in 1...boundaries.count { _ = try await run(killingAt: boundary) }
    }
}

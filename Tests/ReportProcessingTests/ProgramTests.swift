import EventCollection
import Foundation
import MeshCore
import MeshTestKit
import Testing

/// The real program, between two files.
@Suite("The program processor")
struct ProgramTests {
    private let folder: TemporaryDirectory
    private let program: TestProgram

    init() throws {
        folder = try TemporaryDirectory()
        _ = try folder.write("rules.json", #"{"version": 1}"#)
        let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "processor").path
        program = try #require(TestProgram(named: path))
    }

    private func run(_ step: String, _ input: String) async throws -> TestProgram.Outcome {
        let file = try folder.write("\(step).in", input)
        let shell = try #require(TestProgram(named: "sh"))
        return try await shell.run([
            "-c", #""$0" "$1" --rules "$2" < "$3""#, program.path, step, folder.path("rules.json"), file,
        ])
    }

    @Test("Lines of any number and length go through both steps")
    func steps() async throws {
        var input = ""
        for number in 0..<600 {
            var event = EventTransformTests.event(at: EventTransformTests.receipt)
            event.id = "e\(number)"
            event.occurredAt = event.receivedAt - .seconds(number % 60)
            // Some lines are longer than what is read at once.
            event.properties = [
                "text": .string(String(repeating: "x", count: number % 200 == 0 ? 100_000 : number % 90))
            ]
            input += "0\t\(number)\t\(event.receivedAt.milliseconds)\t\(event.json)\n"
        }
        let events = try await run("events", input)
        #expect(events.status == 0 && events.output.split(separator: "\n").count == 600)
        let visits = try await run("visits", events.output)
        #expect(visits.status == 0)
        let visit = try JSONValue(parsing: visits.output)
        #expect(visit["events"] == 600 && visit["items"]?.arrayValue?.count == 600)
    }

    @Test("A line that is wrong ends it, with the line's number")
    func wrong() async throws {
        let event = EventTransformTests.event(at: EventTransformTests.receipt)
        let outcome = try await run("events", "0\t1\t\(event.receivedAt.milliseconds)\t\(event.json)\nnonsense\n")
        #expect(outcome.status == 1 && outcome.output.contains("line 2: this is no row of an export"), "\(outcome)")
    }
}

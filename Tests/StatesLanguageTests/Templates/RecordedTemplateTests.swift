import Foundation
import MeshCore
import Testing

@testable import StatesLanguage

private let suite = "../shared/suites/asl/cases.jsonl"

/// Payload templates with paths and intrinsic functions, of which the outcome was recorded from Step Functions.
@Suite("Recorded templates", .enabled(if: FileManager.default.fileExists(atPath: suite)))
struct RecordedTemplateTests {
    @Test("A Pass state with Parameters alone gives what was recorded")
    func passes() throws {
        var count = 0
        for line in try String(contentsOfFile: suite, encoding: .utf8).split(separator: "\n") {
            let record = try JSONValue(parsing: String(line))
            guard let template = Self.template(of: record) else { continue }
            for (input, output) in try Self.executions(of: record) where !Self.isMasked(output) {
                let scope = PathScope(
                    input: input, context: ["Execution": ["Input": input]], entropy: Entropy(seed: 0))
                #expect(try template.resolve(in: scope) == output, "\(record["id"]?.stringValue ?? "")")
                count += 1
            }
        }
        #expect(count > 30)
    }

    /// The template of the only state of a record's definition; nil when there is more to it.
    private static func template(of record: JSONValue) -> PayloadTemplate? {
        let calls = record["calls"]?.arrayValue ?? []
        let creation = calls.first { $0["op"] == "create_state_machine" }
        // Definitions that are broken on purpose are no templates.
        guard let text = creation?["kw"]?["definition"]?.stringValue, let definition = try? JSONValue(parsing: text),
            let states = definition["States"]?.objectValue, states.count == 1,
            let state = states.map(\.value).first?.objectValue, let parameters = state["Parameters"],
            Set(state.names).isSubset(of: ["Type", "Parameters", "End", "Comment"])
        else { return nil }
        return try? PayloadTemplate(parameters)
    }

    private static func executions(of record: JSONValue) throws -> [(JSONValue, JSONValue)] {
        let inputs = (record["calls"]?.arrayValue ?? []).filter { $0["op"] == "start_execution" }
            .map { $0["kw"]?["input"]?.stringValue ?? "{}" }
        let outputs = (record["match"]?.arrayValue ?? []).compactMap { match in
            record["expect"]?[match[0]?.stringValue ?? ""]?["events"]?.arrayValue?.last?[
                "executionSucceededEventDetails"]?["output"]
        }
        guard inputs.count == outputs.count else { return [] }
        return try zip(inputs, outputs).map { input, output in (try JSONValue(parsing: input), output) }
    }

    /// Whether the recording hides what differs from run to run.
    private static func isMasked(_ output: JSONValue) -> Bool {
        output.description.contains("<") || output.description.contains("RandomNumberGenerated")
    }
}

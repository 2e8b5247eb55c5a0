import Foundation
import MeshCore
import Testing

@testable import StatesLanguage

private let suite = "../shared/suites/asl/choices.jsonl"

/// Comparisons that were recorded from Step Functions, read from where suites of others lie beside the project.
@Suite("Recorded choices", .enabled(if: FileManager.default.fileExists(atPath: suite)))
struct RecordedChoiceTests {
    @Test("Every recorded choice is decided as it was recorded")
    func choices() throws {
        let lines = try String(contentsOfFile: suite, encoding: .utf8).split(separator: "\n")
        #expect(lines.count > 100)
        for line in lines {
            let record = try JSONValue(parsing: String(line))
            let definition = try JSONValue(parsing: record["definition"]?.stringValue ?? "")
            let input = try JSONValue(parsing: record["input"]?.stringValue ?? "")
            let expected = record["expect"]?["output"]?["TestResult.$"]?.stringValue
            let next = try? Self.next(after: definition, input: input)
            #expect(next == expected, "\(line)")
        }
    }

    /// The state that the Choice of a definition goes to.
    private static func next(after definition: JSONValue, input: JSONValue) throws -> String? {
        let state = definition["States"]?[definition["StartAt"]?.stringValue ?? ""]
        let scope = PathScope(input: input, context: [:], entropy: Entropy(seed: 0))
        for rule in state?["Choices"]?.arrayValue ?? [] where try ChoiceRule(rule).matches(scope) {
            return rule["Next"]?.stringValue
        }
        return state?["Default"]?.stringValue
    }
}

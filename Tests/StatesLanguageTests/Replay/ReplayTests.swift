import Foundation
import MeshCore
import Testing

@testable import StatesLanguage

/// Holds the machine against conversations with Step Functions that were recorded.
@Suite("Recorded histories")
struct ReplayTests {
    /// The suite, beside the package; nil where it is not.
    private static let cases: [JSONValue]? = {
        let folder = ProcessInfo.processInfo.environment["ASL_CASES"] ?? "\(root)/../shared/suites/asl"
        // Without the suite there is nothing to compare with, and the test says so.
        guard let text = try? String(contentsOfFile: "\(folder)/cases.jsonl", encoding: .utf8) else { return nil }
        return text.split(separator: "\n").compactMap { try? JSONValue(parsing: $0.utf8, limits: Payload.limits) }
    }()

    private static var root: String {
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/")
    }

    @Test("Histories are those that were recorded", .enabled(if: ReplayTests.cases != nil))
    func histories() {
        let recorded = (Self.cases ?? []).flatMap(RecordedCase.all)
        let differences = recorded.compactMap { recorded in
            Self.difference(
                recorded.id, recorded.expected, .array(Self.history(of: recorded)), at: "events",
                ignoring: recorded.ignored)
        }
        print("\(recorded.count - differences.count) of \(recorded.count) recorded histories are ours")
        // Those that cannot be: the recording stands for random values, ARNs and the turns of branches by words of its own.
        #expect(differences.count <= 12, "\(differences.joined(separator: "\n"))")
    }

    @Test("Tests of single states answer as was recorded", .enabled(if: ReplayTests.cases != nil))
    func stateTests() {
        let recorded = (Self.cases ?? []).flatMap(RecordedStateTest.all)
        let differences = recorded.compactMap { recorded in
            Self.difference(recorded.id, recorded.expected, recorded.answer(), at: "", ignoring: recorded.ignored)
        }
        print("\(recorded.count - differences.count) of \(recorded.count) recorded tests of states are ours")
        #expect(differences.count <= 1, "\(differences.joined(separator: "\n"))")
    }

    /// What is not as it was recorded: without what a well-known emulator is known to have otherwise, unless
    /// `ASL_STRICT` asks for all.
    private static func difference(
        _ id: String, _ want: JSONValue, _ got: JSONValue, at path: String, ignoring ignored: [[String]]
    ) -> String? {
        let isStrict = ProcessInfo.processInfo.environment["ASL_STRICT"] != nil
        return HistoryComparison(ignored: isStrict ? [] : ignored).difference(want, got, path).map {
            "\(id.split(separator: "::").last ?? "") \($0)"
        }
    }

    private static func history(of recorded: RecordedCase) -> [JSONValue] {
        do {
            let rehearsal = try Rehearsal(try Definition(parsing: recorded.definition), input: recorded.input)
            rehearsal.run()
            #expect(rehearsal.faults == [])
            return rehearsal.history.map(\.json)
        } catch {
            return [.string("\(error)")]
        }
    }
}

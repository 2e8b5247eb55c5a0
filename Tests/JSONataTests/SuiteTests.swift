import Foundation
import JSONata
import MeshCore
import Testing

@Suite("The suite of the reference implementation")
struct SuiteTests {
    /// Beside the repository, where it is kept; it is no part of it.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../shared/suites/jsonata").standardizedFileURL

    private static var isThere: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "cases.jsonl").path)
    }

    @Test("All its cases pass", .enabled(if: isThere, "the suite does not lie beside the repository"))
    func cases() throws {
        let datasets = try JSONValue(parsing: Data(contentsOf: Self.folder.appending(path: "datasets.json")))
        let text = try Data(contentsOf: Self.folder.appending(path: "cases.jsonl"))
        for line in text.split(separator: 0x0A) {
            let record = try JSONValue(parsing: line)
            guard record["group"] != "function-eval" else { continue }
            check(record, datasets)
        }
    }

    private func check(_ record: JSONValue, _ datasets: JSONValue) {
        let input = record["dataset"]?.stringValue.flatMap { datasets[$0] } ?? record["data"]
        var bindings: [String: JSONValue] = [:]
        for (name, value) in record["bindings"]?.objectValue ?? [:] { bindings[name] = value }
        let limits = JSONataLimits(depth: record["depth"]?.intValue.map { Int($0) } ?? 10_000, milliseconds: 60_000)
        let outcome = Expressions.outcome(
            record["expr"]?.stringValue ?? "", over: input, bindings: bindings, limits: limits)
        let isUnordered = record["unordered"] == true
        let expected =
            (record["code"] ?? record["error"]?["code"])?.stringValue ?? record["result"]?.description ?? "nothing"
        let isSame = outcome == expected || Self.same(outcome, expected, isUnordered)
        #expect(isSame, "\(record["id"]?.stringValue ?? "")")
    }

    private static func same(_ left: String, _ right: String, _ isUnordered: Bool) -> Bool {
        // A code or a missing result is no JSON, and then both had to be equal.
        guard let left = try? JSONValue(parsing: left), let right = try? JSONValue(parsing: right) else { return false }
        guard isUnordered, let elements = left.arrayValue, let others = right.arrayValue else {
            return canonical(left) == canonical(right)
        }
        return elements.map { "\(canonical($0))" }.sorted() == others.map { "\(canonical($0))" }.sorted()
    }

    /// With whole numbers as such, however they were written.
    private static func canonical(_ value: JSONValue) -> JSONValue {
        switch value {
        case .double(let number): Int64(exactly: number).map { .int($0) } ?? value
        case .array(let elements): .array(elements.map { canonical($0) })
        case .object(let object): .object(JSONObject(object.map { ($0.name, canonical($0.value)) }))
        case .null, .bool, .int, .string: value
        }
    }
}

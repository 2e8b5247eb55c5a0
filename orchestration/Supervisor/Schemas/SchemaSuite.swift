import EventSchemas
import MeshCore

/// A file in the form of the JSON-Schema-Test-Suite: groups, each a schema with values and what is to be said of them.
struct SchemaSuite {
    /// What came of running it.
    struct Report {
        var passedCount = 0
        var differences: [String] = []

        mutating func add(_ other: Report) {
            passedCount += other.passedCount
            differences += other.differences
        }
    }

    private let path: String
    private let groups: [JSONValue]
    private let options: SchemaOptions

    /// - Parameters:
    ///   - path: Where the file lies; a folder's name tells the dialect, and whether formats are checks.
    ///   - groups: What it holds.
    ///   - draft: The dialect, whatever the path says.
    ///   - documents: What references may lead to, by URIs.
    init(path: String, groups: JSONValue, draft: SchemaDialect?, documents: [String: JSONValue]) {
        self.path = path
        self.groups = groups.arrayValue ?? []
        let folders = path.split(separator: "/")
        let named = SchemaDialect.allCases.first { folders.contains("draft\($0.rawValue)") }
        let asserts = folders.dropLast().contains("format") || folders.last == "ecmascript-regex.json"
        options = SchemaOptions(
            dialect: draft ?? named ?? .draft2020, formats: asserts ? .asserted : .asDeclared, documents: documents)
    }

    /// Runs every case once.
    func run() -> Report {
        var report = Report()
        for group in groups {
            let name = "\(path): \(group["description"]?.stringValue ?? "")"
            let tests = group["tests"]?.arrayValue ?? []
            do throws(SchemaError) {
                let document = try SchemaDocument(group["schema"] ?? true, options: options)
                for test in tests { run(test, document, name, &report) }
            } catch {
                for test in tests { report.differences.append("\(name): \(Self.name(test)): \(error)") }
            }
        }
        return report
    }

    private func run(_ test: JSONValue, _ document: SchemaDocument, _ name: String, _ report: inout Report) {
        let expected = test["valid"]?.boolValue ?? true
        do throws(SchemaLimitError) {
            let result = try document.report(on: test["data"] ?? .null)
            if result.isValid == expected {
                report.passedCount += 1
            } else {
                let reason = result.violations.first.map { " (\($0.instanceLocation) \($0.message))" } ?? ""
                report.differences.append(
                    "\(name): \(Self.name(test)): must be \(expected ? "valid" : "invalid"), but is not\(reason)")
            }
        } catch {
            report.differences.append("\(name): \(Self.name(test)): \(error)")
        }
    }

    private static func name(_ test: JSONValue) -> String {
        test["description"]?.stringValue ?? ""
    }
}

import ArgumentParser
import EventSchemas
import MeshCore

/// `orrery schema validate`.
struct SchemaValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Checks a schema, and values against it.",
        discussion: """
            Prints for each value whether it is valid, or what is wrong and where. Without values only the schema itself is \
            checked. It ends with 1 when a value is not valid or the schema cannot be used.
            """)

    @Argument(help: "A file with the schema, in JSON.")
    var schema: String

    @Argument(help: "Files with values, in JSON.")
    var instances: [String] = []

    @Option(help: "The dialect of a schema without $schema: 7, 2019-09 or 2020-12.")
    var draft: SchemaDialect = .draft2020

    @Option(help: "A folder of schemas to which this one refers, by their $id.")
    var documents: String?

    @Flag(help: "Checks formats even where the dialect takes them for notes.")
    var formats = false

    @Flag(help: "Prints JSON.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let document = try document()
            var isValid = true
            var results = JSONObject()
            for path in instances {
                let value = try SchemaFiles.read(path)
                let report = try report(document, on: value, at: path)
                isValid = isValid && report.isValid
                results[path] = report.json
                if !json { Self.say(report, path) }
            }
            if json {
                Terminal.say(JSONValue.object(results).prettyPrinted)
            } else if instances.isEmpty {
                Terminal.say("\(schema): the schema is sound")
            }
            if !isValid { throw ExitCode(1) }
        }
    }

    private func document() throws -> SchemaDocument {
        var options = SchemaOptions(dialect: draft, formats: formats ? .asserted : .asDeclared)
        if let documents {
            for file in try SchemaFiles.find(documents) {
                let document = try SchemaFiles.read(file.path)
                guard let id = document["$id"]?.stringValue else { continue }
                options.documents[id.hasSuffix("#") ? String(id.dropLast()) : id] = document
            }
        }
        let source = try SchemaFiles.read(schema)
        do throws(SchemaError) {
            return try SchemaDocument(source, options: options)
        } catch {
            throw CommandFailure.failed("\(schema) \(error)")
        }
    }

    private func report(_ document: SchemaDocument, on value: JSONValue, at path: String) throws -> SchemaReport {
        do throws(SchemaLimitError) {
            return try document.report(on: value)
        } catch {
            throw CommandFailure.failed("\(path): \(error)")
        }
    }

    private static func say(_ report: SchemaReport, _ path: String) {
        guard !report.isValid else { return Terminal.say("\(path): valid") }
        for violation in report.violations { say(violation, path, indent: "") }
        if report.isCut { Terminal.say("\(path): and maybe more") }
    }

    private static func say(_ violation: SchemaViolation, _ path: String, indent: String) {
        Terminal.say(
            "\(indent)\(path)#\(violation.instanceLocation): \(violation.message)  [\(violation.absoluteKeywordLocation)]"
        )
        for cause in violation.causes { say(cause, path, indent: indent + "    ") }
    }
}

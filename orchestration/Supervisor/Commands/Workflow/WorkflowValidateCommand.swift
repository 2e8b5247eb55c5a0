import ArgumentParser
import MeshCore
import StatesLanguage

/// `orrery workflow validate`.
struct WorkflowValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate", abstract: "Tells what is wrong with definitions, and what is doubtful in them.",
        discussion:
            "Errors are what the mesh refuses, with AWS's codes and places. It ends with code 1 when there are any.")

    @Argument(help: "Files with definitions, or names of workflows of this repository; all of it when there are none.")
    var files: [String] = []

    @Flag(help: "For express workflows.")
    var express = false

    @Flag(help: "As JSON: {FILE: [{code, severity, message, location}]}.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let found = try files.isEmpty ? WorkflowPlace.all().map(\.definition) : files.map(WorkflowPlace.file)
            let validator = DefinitionValidator(kind: express ? .express : .standard)
            let reports = found.map { ($0.path, validator.validate($0.text)) }
            if json {
                let told = reports.map { ($0, JSONValue.array($1.diagnostics.map(Self.json))) }
                Terminal.say(JSONValue.object(JSONObject(told)).prettyPrinted)
            } else {
                for (path, report) in reports { Self.tell(path, report) }
            }
            let broken = reports.count { !$0.1.isOK }
            guard broken == 0 else {
                throw CommandFailure.failed(
                    broken == 1 ? "one definition has errors" : "\(broken) definitions have errors")
            }
        }
    }

    private static func tell(_ path: String, _ report: DefinitionReport) {
        if report.diagnostics.isEmpty { return Terminal.say("\(path): good") }
        Terminal.say(report.lines(path).joined(separator: "\n"))
    }

    private static func json(_ diagnostic: Diagnostic) -> JSONValue {
        var object: JSONObject = [
            "code": .string(diagnostic.code.rawValue), "severity": .string(diagnostic.severity.rawValue),
            "message": .string(diagnostic.message),
        ]
        object["location"] = diagnostic.location.map(JSONValue.string)
        return .object(object)
    }
}

import ArgumentParser
import FoundationEssentials
import MeshCore
import StatesLanguage

/// `orrery workflow test`.
struct WorkflowTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs a workflow's cases in virtual time, and tells which states they reached.",
        discussion: """
            A test file is YAML or JSON: {workflow: FILE, clock: 2030-01-01T00:00:00Z, mocks: {STATE: {result: …}}, cases: \
            [{name, input, mocks: {STATE: [{error: …, after: 2}, {result: …}]}, expect: {status, output, path, within}}]}. \
            Nothing is called and nothing is waited for: a year takes milliseconds. It ends with code 1 when a case fails.
            """)

    @Argument(help: "Test files, or names of workflows of this repository; all of it when there are none.")
    var files: [String] = []

    @Flag(help: "Without the limits of AWS on payloads and histories.")
    var unbounded = false

    func run() async throws {
        try await Terminal.report {
            let tests = try files.isEmpty ? WorkflowPlace.all().compactMap(\.test) : files.map(Self.test)
            var failed = 0
            for path in tests where try !run(path) { failed += 1 }
            guard failed == 0 else {
                throw CommandFailure.failed(failed == 1 ? "a test has failed" : "\(failed) tests have failed")
            }
        }
    }

    private static func test(_ argument: String) throws -> String {
        var isFolder = false
        if FileManager.default.fileExists(atPath: argument, isDirectory: &isFolder), !isFolder { return argument }
        let folder = try WorkflowPlace.folder(argument)
        guard let test = folder.test else { throw CommandFailure.failed("the workflow '\(argument)' has no test") }
        return test
    }

    /// Whether all cases of a file pass.
    private func run(_ path: String) throws -> Bool {
        let report: WorkflowTestReport
        do {
            let file = try WorkflowTestFile(try YAMLDocument.read(path))
            let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
            let definition = try WorkflowFile("\(folder)/\(file.workflow ?? WorkflowFolder.definitionName)")
            let tester = try WorkflowTester(definition.definition, limits: unbounded ? .unbounded : .aws)
            report = tester.run(file)
        } catch let error as WorkflowTestFileError {
            throw CommandFailure.failed("\(path): \(error)")
        } catch let error as DefinitionError {
            throw CommandFailure.failed("\(path): \(error)")
        }
        Terminal.say("\(path)\n\(report.text)")
        return report.hasPassed
    }
}

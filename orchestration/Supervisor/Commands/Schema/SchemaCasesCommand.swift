import ArgumentParser
import EventSchemas
import MeshCore

/// `orrery schema --cases`: the subcommand that need not be named.
struct SchemaCasesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cases", abstract: "Runs files of cases, and prints what differs.",
        discussion: """
            The files are in the form of the JSON-Schema-Test-Suite; what passed and what failed is counted. \
            It ends with 1 when any failed. Formats are checks in folders named `format` and in files about regular \
            expressions of ECMA, as that suite expects, and else what the dialect makes of them.
            """)

    @Option(help: "Runs the cases of a file, or of all .json files in a folder.")
    var cases: String?

    @Option(help: "A folder of documents that the cases refer to, below http://localhost:1234/.")
    var remotes: String?

    @Option(help: "The dialect of schemas without $schema: 7, 2019-09 or 2020-12; else as the folder's name says.")
    var draft: SchemaDialect?

    @Flag(help: "Prints JSON.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            guard let cases else { throw CommandFailure.failed("schema needs --cases FILE, or a subcommand") }
            var documents: [String: JSONValue] = [:]
            if let remotes {
                for file in try SchemaFiles.find(remotes) {
                    documents["http://localhost:1234/" + file.name] = try SchemaFiles.read(file.path)
                }
            }
            var report = SchemaSuite.Report()
            for file in try SchemaFiles.find(cases) {
                let suite = SchemaSuite(
                    path: file.path, groups: try SchemaFiles.read(file.path), draft: draft, documents: documents)
                report.add(suite.run())
            }
            say(report)
            if !report.differences.isEmpty { throw ExitCode(1) }
        }
    }

    private func say(_ report: SchemaSuite.Report) {
        guard !json else {
            let differences = report.differences.map { JSONValue.string($0) }
            let result: JSONValue = [
                "passed": .int(Int64(report.passedCount)), "failed": .int(Int64(differences.count)),
                "differences": .array(differences),
            ]
            return Terminal.say(result.prettyPrinted)
        }
        for difference in report.differences { Terminal.say(difference) }
        Terminal.say("\(report.passedCount) passed, \(report.differences.count) failed")
    }
}

extension SchemaDialect: ExpressibleByArgument {}

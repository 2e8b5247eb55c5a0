import ArgumentParser
import FoundationEssentials
import Glibc
import JSONata
import MeshCore

/// `orrery jsonata`.
struct JSONataCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jsonata", abstract: "Evaluates a JSONata expression over JSON from standard input.",
        discussion: """
            Prints the result as JSON, and nothing when there is none. An error's code and words go to standard error, and \
            the command ends with 1.
            """)

    @Argument(help: "The expression.")
    var expression: String?

    @Option(help: "The values of variables: a JSON object by their names, without the dollar signs.")
    var bindings: String?

    @Flag(help: "In the dialect of Step Functions: with its functions, and without an input document.")
    var states = false

    @Option(help: "Runs a file of cases, one in JSON on each line, and prints what differs.")
    var cases: String?

    @Option(help: "The documents that cases name; datasets.json beside the cases when this is not given.")
    var datasets: String?

    @Flag(help: "Measures the cases instead, and prints evaluations per second for each group, in JSON.")
    var measure = false

    @Option(help: "How long each group is measured, in milliseconds.")
    var milliseconds = 300

    func run() async throws {
        try await Terminal.report {
            if let cases { return try run(suiteAt: cases) }
            guard let expression else { throw CommandFailure.failed("jsonata needs an expression, or --cases FILE") }
            try evaluate(expression)
        }
    }

    private var environment: JSONataEnvironment {
        JSONataEnvironment(
            now: SystemWallClock().now(), randomness: { UInt64.random(in: .min ... .max) },
            limits: JSONataLimits(milliseconds: 60_000))
    }

    private func evaluate(_ expression: String) throws {
        var values: [String: JSONValue] = [:]
        if let bindings {
            guard let object = try parsed(bindings.utf8, "--bindings").objectValue else {
                throw CommandFailure.failed("--bindings must be a JSON object")
            }
            for (name, value) in object { values[name] = value }
        }
        let text = isatty(STDIN_FILENO) == 1 ? [] : Self.standardInput()
        let isEmpty = text.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let input = isEmpty ? nil : Optional(try parsed(text, "standard input"))
        do throws(JSONataError) {
            let expression = try JSONataExpression(expression, dialect: states ? .statesLanguage : .standard)
            let result = try expression.evaluate(input, bindings: values, environment: environment)
            if let result { Terminal.say(result.description) }
        } catch {
            let place = error.position.map { " (at \($0))" } ?? ""
            Terminal.note("\(error.code): \(error.message)\(place)")
            throw ExitCode(1)
        }
    }

    private func run(suiteAt path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        // Cases need not name any documents, and then there need not be a file of them.
        let documents = try datasets.map { try Self.contents($0) } ?? (try? Self.contents(folder + "datasets.json"))
        let suite = try ExpressionSuite(
            Self.contents(path), datasets: documents.map { try parsed($0, "the datasets") } ?? .object([:]))
        if measure {
            let rates = suite.rates(environment, for: .milliseconds(milliseconds))
            return Terminal.say(JSONValue.object(rates).description)
        }
        let report = suite.run(environment)
        for difference in report.differences { Terminal.say(difference) }
        Terminal.say("\(report.passedCount) passed, \(report.differences.count) failed")
        if !report.differences.isEmpty { throw ExitCode(1) }
    }

    /// Documents for people may be deeper and longer than messages.
    private func parsed(_ bytes: some Collection<UInt8>, _ name: String) throws -> JSONValue {
        do throws(JSONParseError) {
            return try JSONValue(parsing: bytes, limits: JSONLimits(depth: 256, byteCount: 1 << 30))
        } catch {
            throw CommandFailure.failed("\(name) is \(error)")
        }
    }

    private static func contents(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure.failed("\(path) cannot be read")
        }
        return Array(data)
    }

    private static func standardInput() -> [UInt8] {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return text }
            text += buffer[..<count]
        }
    }
}

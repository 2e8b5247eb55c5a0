import Foundation
import Testing

/// The clients that people have for AWS, at the public port of the running mesh, with the keys that `token --aws` prints.
@Suite("Clients of AWS are served", .localMesh, .serialized)
struct AWSTests {
    @Test("boto3 drives workflows", .timeLimit(.minutes(5)))
    func workflows() async throws {
        try await Self.run("workflows")
    }

    @Test("boto3 drives functions, whose handlers awslambdaric runs", .timeLimit(.minutes(5)))
    func functions() async throws {
        try await Self.run("functions")
    }

    @Test("boto3 drives schedules", .timeLimit(.minutes(5)))
    func schedules() async throws {
        try await Self.run("schedules")
    }

    @Test("The AWS CLI drives all three", .timeLimit(.minutes(5)))
    func commandLine() async throws {
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        try await Self.run("command_line", python, "-m", "awscli")
    }

    @Test("Keys and signatures that must not be taken are refused, in AWS's words", .timeLimit(.minutes(5)))
    func refusals() async throws {
        let user = try await Self.keys(of: "user")
        try await Self.run(
            "refusals",
            environment: [
                "USER_ACCESS_KEY_ID": user["AWS_ACCESS_KEY_ID"] ?? "",
                "USER_SECRET_ACCESS_KEY": user["AWS_SECRET_ACCESS_KEY"] ?? "",
            ])
    }

    /// Runs one of the scripts with an administrator's keys in its environment, and nothing of this machine's own settings.
    private static func run(_ name: String, _ arguments: String..., environment: [String: String] = [:]) async throws {
        let mesh = try LocalMesh.required()
        let folder = LocalMesh.root.appending(path: "Tests/IntegrationTests/Scripts")
        let settings = mesh.data.appending(path: "no-settings").path(percentEncoded: false)
        var variables = try await keys(of: "admin").merging(environment) { $1 }
        variables["AWS_CONFIG_FILE"] = settings
        variables["AWS_SHARED_CREDENTIALS_FILE"] = settings
        variables["PYTHONDONTWRITEBYTECODE"] = "1"
        let script = folder.appending(path: "\(name).py").path(percentEncoded: false)
        let result = try await Python(environment: variables).run(script: script, arguments)
        #expect(result.exitCode == 0 && result.output.hasSuffix("all is well\n"), "\(result.output)\n\(result.errors)")
        #expect(try await mesh.readyInstances().allSatisfy { $0.restarts == 0 })
    }

    /// The lines that `token --aws` prints for a shell, read as a shell does.
    private static func keys(of role: String) async throws -> [String: String] {
        let result = try await LocalMesh.required().script.run(["token", "--aws", "--role", role])
        try #require(result.exitCode == 0, "\(result.errors)")
        let pairs = result.output.split(separator: "\n").compactMap { line -> (String, String)? in
            guard let separator = line.firstIndex(of: "="), line.hasPrefix("export ") else { return nil }
            return (String(line[..<separator].dropFirst("export ".count)), String(line[separator...].dropFirst()))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}

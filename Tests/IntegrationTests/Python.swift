import Foundation

/// The Python that has the validators: the one that `orchestration/orrery test` prepares.
struct Python: Sendable {
    var environment: [String: String] = [:]

    /// Runs a module to its end.
    ///
    /// - Throws: When it cannot be started.
    func run(_ module: String, _ arguments: [String]) async throws -> Tool.Result {
        try await tool.run(["-m", module] + arguments)
    }

    /// Runs a script to its end.
    ///
    /// - Throws: When it cannot be started.
    func run(script: String, _ arguments: [String]) async throws -> Tool.Result {
        try await tool.run([script] + arguments)
    }

    private var tool: Tool {
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        return Tool(executable: python, environment: environment)
    }
}

import Foundation

/// A program of the system that a test drives the mesh with: curl, promtool, a validator, the project's own script.
struct Tool: Sendable {
    struct Result: Sendable {
        let exitCode: Int32
        let output: String
        let errors: String
    }

    /// Starts a program without any descriptor but the three. Foundation learns of a program's end by a descriptor that the program
    /// inherits, and so would wait for every process that it leaves behind, as `up --detach` does.
    private static let alone = """
        for descriptor in /proc/self/fd/*; do
            number=${descriptor##*/}
            if ((number > 2)); then eval "exec $number>&-"; fi
        done
        exec "$0" "$@"
        """

    let executable: String
    var environment: [String: String] = [:]

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: What it is called with.
    ///   - input: What it reads on its standard input.
    /// - Throws: When it cannot be started.
    func run(_ arguments: [String], input: String = "") async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "orrery-tool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appending(path: $0) }
        try Data(input.utf8).write(to: files[0])
        for file in files.dropFirst() { try Data().write(to: file) }

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["bash", "-c", Self.alone, executable] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Result(
            exitCode: process.terminationStatus, output: try String(contentsOf: files[1], encoding: .utf8),
            errors: try String(contentsOf: files[2], encoding: .utf8))
    }

    /// Whether a program of this name can be found.
    static func isInstalled(_ name: String) async -> Bool {
        let result = try? await Tool(executable: "which").run([name])
        return result?.exitCode == 0
    }
}

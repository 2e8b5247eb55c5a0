import Foundation

/// A program of this machine that runs one of the tests' scripts.
package struct TestProgram: Sendable {
    package let path: String

    /// How a program ended, and all that it has written.
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
    }

    /// Looks for a program in the folders where programs are, unless it is a path; nil when it is in none.
    package init?(named name: String) {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let candidates = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            return nil
        }
        path = found
    }

    /// The Python that `orchestration/orrery test` prepares with the clients of trackers.
    package static var preparedPython: TestProgram? {
        ProcessInfo.processInfo.environment["ORRERY_PYTHON"].flatMap(TestProgram.init)
    }

    /// Where a script is: in the folder `Scripts` beside the file of the test that asks.
    package static func script(_ name: String, test: String = #filePath) -> String {
        URL(filePath: test).deletingLastPathComponent().appending(path: "Scripts/\(name)").path
    }

    /// Runs the program to its end, on a thread that waits for it.
    ///
    /// - Throws: When it cannot be started.
    package func run(_ arguments: [String]) async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let handle = pipe.fileHandleForReading
        let output = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: handle.readDataToEndOfFile())
            }
        }
        // It has closed its output, so that it ends by now.
        process.waitUntilExit()
        return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}

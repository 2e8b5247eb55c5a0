import Foundation
import Synchronization

@testable import Functions

/// Runs Python to its end, without any descriptor of the tests' own.
struct PythonScript {
    private let executable: String

    /// - Parameter python: A path, or a name that is searched for.
    init(_ python: String) {
        executable =
            ProgramPath.first(of: [python], in: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin") ?? python
    }

    /// - Returns: All that it has written.
    /// - Throws: When it cannot be started.
    func run(_ arguments: [String]) async throws -> String {
        let watcher = try ProcessWatcher()
        let process = try HandlerProcess.start(
            HandlerCommand(
                executable: executable, arguments: arguments, environment: ProcessInfo.processInfo.environment,
                directory: "/tmp", memory: 4 << 30, storage: 1 << 30))
        let output = Mutex<[UInt8]>([])
        process.output.setSink { bytes in output.withLock { $0 += bytes } }
        _ = await withCheckedContinuation { continuation in
            watcher.watch(process) { continuation.resume(returning: $0) }
        }
        await watcher.stop()
        return String(decoding: output.withLock { $0 }, as: UTF8.self)
    }
}

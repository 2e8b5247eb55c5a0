import Foundation
import Glibc
import MeshTestKit
import Synchronization
import Testing

/// A process that appends to a log, and what it has told of acknowledged records.
final class LogCrashWriter: Sendable {
    private struct State {
        var output: [UInt8] = []
        var hasEnded = false
    }

    /// Shared with the thread that reads.
    private final class Box: Sendable {
        let state = Mutex(State())
    }

    private let box = Box()
    private let process: Process

    init(folder: String, instance: String, callers: Int) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("LogCrashWriter")
        process.arguments = [folder, instance, "\(callers)"]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        self.process = process
        // A thread that reads until the end: a handler of readability has been seen to miss it.
        let output = pipe.fileHandleForReading
        Thread.detachNewThread { [box] in
            while case let data = output.availableData, !data.isEmpty { box.state.withLock { $0.output += data } }
            box.state.withLock { $0.hasEnded = true }
        }
    }

    func kill() {
        #expect(Glibc.kill(process.processIdentifier, SIGKILL) == 0)
        process.waitUntilExit()
    }

    /// All that it has told, in whole lines.
    func finalLines() async throws -> [String] {
        try await waitUntil("the output has ended") { self.box.state.withLock { $0.hasEnded } }
        return lines
    }

    /// What it has told so far, in whole lines.
    var lines: [String] {
        let output = box.state.withLock { $0.output }
        guard let end = output.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return String(decoding: output[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

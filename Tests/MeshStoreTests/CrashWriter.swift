import Foundation
import GRDB
import Glibc
import Testing

/// A process that writes to a store, and what it has told of acknowledged rows.
final class CrashWriter: Sendable {
    private struct State {
        var output: [UInt8] = []
        var hasEnded = false
    }

    private let state = Shared(State())
    private let process: Process
    let identifier: Int32

    init(path: String, name: String, count: Int, writers: Int, largestFile: Int? = nil) throws {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = [path, name, "\(count)", "\(writers)"] + (largestFile.map { ["\($0)"] } ?? [])
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        identifier = process.processIdentifier
        self.process = process
        // A thread that reads until the end: a handler of readability has been seen to miss it.
        let output = pipe.fileHandleForReading
        Thread.detachNewThread { [state] in
            while case let data = output.availableData, !data.isEmpty { state.withLock { $0.output += data } }
            state.withLock { $0.hasEnded = true }
        }
    }

    /// The numbers of the rows that were acknowledged so far, in whole lines.
    var acknowledged: [Int] { lines.compactMap { Int($0) } }

    /// What it complained of.
    var complaints: [String] { lines.filter { $0.hasPrefix("!") } }

    /// Whether it has ended and all its output is here.
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    func kill() {
        #expect(Glibc.kill(identifier, SIGKILL) == 0)
        process.waitUntilExit()
    }

    private var lines: [String] {
        let output = state.withLock { $0.output }
        guard let end = output.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return String(decoding: output[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Built beside the tests.
    private static var executable: URL {
        let here = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return here.appendingPathComponent("StoreCrashWriter")
    }

    static func rows(_ path: String, name: String) throws -> [Int] {
        try DatabaseQueue(path: path).read { db in
            try Int.fetchAll(db, sql: "SELECT number FROM row WHERE name = ? ORDER BY number", arguments: [name])
        }
    }
}

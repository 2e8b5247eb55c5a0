import CatalogAPI
import Foundation
import Glibc
import MeshCore
import Synchronization
import Testing

/// A process that reserves and sells stock, and what it has told of acknowledged steps.
final class StockCrashWriter: Sendable {
    /// What was read; shared with the thread that reads.
    private final class Output: Sendable {
        let state = Mutex((bytes: [UInt8](), hasEnded: false))
    }

    private let output = Output()
    private let process: Process

    init(_ directory: String, writers: Int, _ skus: [String]) throws {
        process = Process()
        let here = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        process.executableURL = here.appendingPathComponent("StockCrashWriter")
        process.arguments = [directory, "\(writers)"] + skus
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let handle = pipe.fileHandleForReading
        Thread.detachNewThread { [output] in
            while case let data = handle.availableData, !data.isEmpty {
                output.state.withLock { $0.bytes += data }
            }
            output.state.withLock { $0.hasEnded = true }
        }
    }

    /// All that it has told, in whole lines.
    var lines: [String] {
        let bytes = output.state.withLock { $0.bytes }
        guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        return String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// The last acknowledged state of every reservation.
    var acknowledged: [Reservation.ID: ReservationState] {
        lines.reduce(into: [:]) { found, line in
            let words = line.split(separator: " ")
            guard words.count == 2, let id = Reservation.ID(String(words[0])) else { return }
            found[id] = ReservationState(rawValue: String(words[1]))
        }
    }

    /// Whether it has ended and all its output is here.
    var hasEnded: Bool { output.state.withLock { $0.hasEnded } }

    func kill() {
        #expect(Glibc.kill(process.processIdentifier, SIGKILL) == 0)
        process.waitUntilExit()
    }
}

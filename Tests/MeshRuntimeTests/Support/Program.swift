import Foundation

/// Runs a program of the system.
enum Program {
    /// Its exit code, and what it wrote to both outputs.
    struct Verdict: Sendable {
        let status: Int32
        let output: String
    }

    /// - Parameter input: What it reads from standard input; at most what fits into a pipe's buffer beside its own
    ///   reading.
    static func run(_ path: String, _ arguments: [String], input: Data = Data()) async throws -> Verdict {
        let process = Process()
        let (given, taken) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = given
        process.standardOutput = taken
        process.standardError = taken
        try process.run()
        try given.fileHandleForWriting.write(contentsOf: input)
        try given.fileHandleForWriting.close()
        let output = taken.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Verdict(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
    }
}

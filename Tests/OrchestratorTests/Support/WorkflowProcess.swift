import Foundation
import Glibc
import HTTPTypes
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Synchronization
import Testing

/// The orchestrator in a process of its own, which may kill itself at a boundary of its work.
final class WorkflowProcess: Sendable {
    private struct State {
        var output = ""
        var log = ""
        var openPipes = 2
    }

    /// Shared with the threads that read.
    private final class Box: Sendable {
        let state = Mutex(State())
    }

    private let box = Box()
    private let process: Process

    /// - Parameters:
    ///   - directory: Of the data.
    ///   - boundary: The number of the boundary at which it kills itself; nil for never.
    ///   - functions: The port of a functions service.
    init(directory: String, crashAt boundary: Int? = nil, functions: Int? = nil) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("WorkflowCrasher")
        process.arguments = ["--data-dir", directory, "--http-port", "0", "--aws-callers", "anybody"]
        if let functions { process.arguments? += ["--endpoints", "functions=127.0.0.1:\(functions)"] }
        var variables = ProcessInfo.processInfo.environment
        variables["CRASH_AT"] = boundary.map(String.init)
        process.environment = variables
        let (output, log) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = log
        try process.run()
        self.process = process
        read(output) { $0.output += $1 }
        read(log) { $0.log += $1 }
    }

    private func read(_ pipe: Pipe, _ take: @escaping @Sendable (inout State, String) -> Void) {
        let input = pipe.fileHandleForReading
        Thread.detachNewThread { [box] in
            while case let data = input.availableData, !data.isEmpty {
                box.state.withLock { take(&$0, String(decoding: data, as: UTF8.self)) }
            }
            box.state.withLock { $0.openPipes -= 1 }
        }
    }

    /// The boundaries that it reached, in order.
    var boundaries: [String] {
        box.state.withLock { $0.output }.split(separator: "\n").map { line in
            line.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        }
    }

    /// What it logged.
    var log: String { box.state.withLock { $0.log } }

    /// Whether it has ended, and all that it said is here.
    var hasEnded: Bool { box.state.withLock { $0.openPipes == 0 } }

    /// Waits until it serves.
    func port() async throws -> Int {
        try await waitForValue("the orchestrator serves", state: { self.log }) {
            log.firstMatch(of: #/"port":"?(\d+)/#).flatMap { Int($0.1) }
        }
    }

    /// Kills it, unless it has done so itself.
    func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Uses its API.
    func withClient<Value: Sendable>(_ body: (WorkflowDoor) async throws -> Value) async throws -> Value {
        let endpoint = Endpoint(instance: "orchestrator-1", host: "127.0.0.1", port: try await port())
        let client = ServiceClient(
            service: "orchestrator", source: StaticEndpointSource(["orchestrator": [endpoint]]),
            group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<Value, any Error>
        do {
            let door = WorkflowDoor(client: client)
            try await waitUntil("it holds executions") { try await door.isReady() || self.hasEnded }
            result = .success(try await body(door))
        } catch {
            result = .failure(error)
        }
        try await client.shutDown()
        return try result.get()
    }
}

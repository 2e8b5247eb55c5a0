import Foundation
import Glibc
package import MeshTransport
import NIOPosix
import Synchronization

/// A service in a process of its own, which may kill itself at a boundary of its work (see ``CrashPoint``).
package final class CrasherProcess: Sendable {
    private struct State {
        var output = ""
        var log = ""
        var openPipes = 2
    }

    /// Shared with the threads that read.
    private final class Box: Sendable {
        let state = Mutex(State())
    }

    private static let starting = Mutex(())

    private let box = Box()
    private let process: Process
    /// Where it is reached; nil for its port.
    private let socket: String?

    /// Starts a program that lies beside the tests.
    ///
    /// - Parameters:
    ///   - program: Its name.
    ///   - directory: Of the data.
    ///   - socket: Where it is reached as a service of the mesh is: by a socket in the file system, which proves callers to be
    ///     of the mesh. Nil for a port.
    ///   - boundary: The number of the boundary at which it kills itself; nil for never.
    ///   - settings: Arguments besides.
    /// - Throws: What the system says when it cannot be started.
    package init(
        _ program: String, directory: String, socket: String? = nil, crashAt boundary: Int? = nil,
        settings: [String] = []
    ) throws {
        self.socket = socket
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent(program)
        process.arguments = ["--data-dir", directory, "--http-port", "0"] + settings
        var variables = ProcessInfo.processInfo.environment
        variables["CRASH_AT"] = boundary.map(String.init)
        variables["MESH_SOCKET"] = socket
        process.environment = variables
        // One at a time: what is started meanwhile would inherit the ends that are written to, and keep them open.
        let (output, log) = try Self.starting.withLock { _ in
            let (output, log) = (Pipe(), Pipe())
            process.standardOutput = output
            process.standardError = log
            try process.run()
            return (output, log)
        }
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
    package var boundaries: [String] {
        box.state.withLock { $0.output }.split(separator: "\n").map { line in
            line.split(separator: " ", maxSplits: 1).last.map(String.init) ?? ""
        }
    }

    /// What it logged.
    package var log: String { box.state.withLock { $0.log } }

    /// Whether it has ended, and all that it said is here.
    package var hasEnded: Bool { box.state.withLock { $0.openPipes == 0 } }

    /// Waits until it serves.
    ///
    /// - Throws: ``ConditionNotReached``.
    package func port() async throws -> Int {
        try await waitForValue("it serves", state: { self.log }) {
            log.firstMatch(of: #/"port":"?(\d+)/#).flatMap { Int($0.1) }
        }
    }

    private func endpoint() async throws -> Endpoint {
        guard let socket else { return Endpoint(instance: "one", host: "127.0.0.1", port: try await port()) }
        try await waitUntil("it serves", state: { self.log }) { self.log.contains(#""port":"#) }
        return Endpoint(instance: "one", host: socket, port: 0)
    }

    /// Kills it, unless it has done so itself.
    package func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Uses it over HTTP.
    ///
    /// - Throws: What the body throws; ``ConditionNotReached`` when it does not serve.
    package func withClient<Value: Sendable>(_ body: (ServiceClient) async throws -> Value) async throws -> Value {
        let endpoint = try await endpoint()
        let client = ServiceClient(
            service: "one", source: StaticEndpointSource(["one": [endpoint]]),
            group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<Value, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await client.shutDown()
        return try result.get()
    }
}

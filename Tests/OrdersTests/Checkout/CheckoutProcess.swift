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

/// Orders in a process of its own, which may kill itself at a boundary of a checkout.
final class CheckoutProcess: Sendable {
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
    ///   - catalog: The catalog's port.
    ///   - boundary: The number of the boundary at which it kills itself; nil for never.
    ///   - settings: Arguments besides.
    init(directory: String, catalog: Int, crashAt boundary: Int?, settings: [String] = []) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appendingPathComponent("CheckoutCrasher")
        process.arguments =
            ["--data-dir", directory, "--endpoints", "catalog=127.0.0.1:\(catalog)", "--http-port", "0"] + settings
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
        try await waitForValue("orders serves", state: { self.log }) {
            log.firstMatch(of: #/"port":"?(\d+)/#).flatMap { Int($0.1) }
        }
    }

    /// Kills it, unless it has done so itself.
    func kill() { Glibc.kill(process.processIdentifier, SIGKILL) }

    /// Uses it over HTTP.
    func withClient<Value: Sendable>(_ body: (ServiceClient) async throws -> Value) async throws -> Value {
        let endpoint = Endpoint(instance: "orders-1", host: "127.0.0.1", port: try await port())
        let client = ServiceClient(
            service: "orders", source: StaticEndpointSource(["orders": [endpoint]]),
            group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<Value, any Error>
        do { result = .success(try await body(client)) } catch { result = .failure(error) }
        try await client.shutDown()
        return try result.get()
    }
}

import Foundation
import MeshTestKit
import Synchronization

/// A NATS server in a process of its own, which can be killed and started again over its files.
package final class NatsNode: Sendable {
    /// Where Debian's package has it.
    private static let program = "/usr/sbin/nats-server"

    /// Where it takes clients.
    package let port: Int
    private let monitoringPort: Int
    private let configuration: String
    private let log: String
    private let process = Mutex<Process?>(nil)

    /// - Parameters:
    ///   - name: Of the server.
    ///   - ports: For clients and for monitoring.
    ///   - cluster: Its part of the configuration; nil for a server that stands alone.
    init(_ name: String, in directory: TemporaryDirectory, ports: (Int, Int), cluster: String? = nil) throws {
        (port, monitoringPort) = ports
        log = directory.path("\(name).log")
        configuration = try directory.write(
            "\(name).conf",
            """
            server_name: \(name)
            listen: 127.0.0.1:\(port)
            http: 127.0.0.1:\(monitoringPort)
            log_file: "\(log)"
            max_payload: 8MB
            jetstream { store_dir: "\(directory.path(name))", max_memory_store: 64MB, max_file_store: 4GB }
            \(cluster ?? "")
            """)
    }

    deinit { process.withLock { $0.map { _ = Glibc.kill($0.processIdentifier, SIGKILL) } } }

    /// Starts it.
    package func start() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.program)
        process.arguments = ["-c", configuration]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        self.process.withLock { $0 = process }
    }

    /// Kills it at once, as a machine that loses its power but keeps what its kernel has.
    package func kill() async throws {
        guard let process = process.withLock({ $0.take() }) else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        try await waitUntil("the server has ended") { !process.isRunning }
    }

    /// Whether it serves, and has all that the others have.
    package func isHealthy() async throws -> Bool {
        // A server that does not listen yet is not healthy.
        guard let socket = try? await RawSocket.connect(port: monitoringPort) else { return false }
        try await socket.send("GET /healthz HTTP/1.0\r\n\r\n")
        let answer = await socket.readUntilClosed()
        await socket.close()
        return answer.text.contains(#""ok""#)
    }

    /// The end of what it has logged.
    package var lastWords: String {
        // Without a file it has said nothing.
        String(((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").suffix(2000))
    }
}

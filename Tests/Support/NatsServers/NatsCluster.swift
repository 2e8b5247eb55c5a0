import MeshTestKit

/// Some NATS servers on this machine: one that stands alone, or three that form a cluster.
package final class NatsCluster: Sendable {
    private let directory: TemporaryDirectory
    package let nodes: [NatsNode]

    private init(_ directory: TemporaryDirectory, _ nodes: [NatsNode]) {
        self.directory = directory
        self.nodes = nodes
    }

    /// Runs servers for the time of a closure.
    package static func with<Value: Sendable>(
        _ count: Int, _ body: @Sendable (NatsCluster) async throws -> Value
    ) async throws -> Value {
        let directory = try TemporaryDirectory()
        let ports = try await freePorts(3 * count)
        let routes = ports.suffix(count).map { "nats://127.0.0.1:\($0)" }.joined(separator: ", ")
        let nodes = try (0..<count).map { number in
            let cluster = "cluster { name: test, listen: 127.0.0.1:\(ports[2 * count + number]), routes: [\(routes)] }"
            return try NatsNode(
                "node-\(number)", in: directory, ports: (ports[number], ports[count + number]),
                cluster: count > 1 ? cluster : nil)
        }
        let cluster = NatsCluster(directory, nodes)
        for node in nodes { try node.start() }
        let result: Result<Value, any Error>
        do { result = .success(try await body(cluster)) } catch { result = .failure(error) }
        for node in nodes { try await node.kill() }
        return try result.get()
    }

    /// Ports that nobody has now: taken all at once, so that they differ, and given back.
    private static func freePorts(_ count: Int) async throws -> [Int] {
        var listeners: [RawListener] = []
        for _ in 0..<count { listeners.append(try await RawListener.bind()) }
        let ports = listeners.map(\.port)
        for listener in listeners { await listener.close() }
        return ports
    }

    /// The URLs of its servers.
    package var urls: [String] { nodes.map { "nats://127.0.0.1:\($0.port)" } }
}

import GRDB
import Synchronization

/// A few connections for reads that are so short that handing them to another thread would cost more than the read.
final class PointReaders: Sendable {
    private let connections: [DatabaseQueue]
    private let free: Mutex<[Int]>

    /// - Parameters:
    ///   - path: The store's file.
    ///   - configuration: That of a reading connection.
    ///   - count: How many connections; callers beyond that wait for the first.
    init(path: String, configuration: Configuration, count: Int) throws {
        precondition(count > 0, "Point reads need a connection")
        connections = try (0..<count).map { _ in try DatabaseQueue(path: path, configuration: configuration) }
        free = Mutex(Array(connections.indices))
    }

    /// Runs a read on the caller's thread. Each statement sees the newest commit; there is no snapshot across
    /// statements.
    func read<T>(_ body: (Database) throws -> T) throws -> T {
        guard let index = free.withLock({ $0.popLast() }) else {
            return try connections[0].unsafeRead(body)
        }
        defer { free.withLock { $0.append(index) } }
        return try connections[index].unsafeRead(body)
    }

    func close() throws {
        for connection in connections { try connection.close() }
    }
}

import GRDB
import MeshStore
import Synchronization

@testable import Orchestrator

/// The orchestrator's file in memory, which processes share, and what is wrong with it.
final class SimulatedDisk: Sendable {
    private let queue: DatabaseQueue
    private let full = Mutex(false)

    init() throws {
        queue = try DatabaseQueue()
        try queue.writeWithoutTransaction { db in
            for migration in OrchestratorSchema.migrations { try db.execute(sql: migration.sql) }
        }
    }

    /// Whether writes find no room.
    var isFull: Bool {
        get { full.withLock { $0 } }
        set { full.withLock { $0 = newValue } }
    }

    /// Runs a transaction on the caller's thread.
    func write<T>(_ body: (Database) throws -> T) throws -> T { try queue.write(body) }

    /// Runs a transaction up to its end, and undoes it.
    func writeInVain(_ body: (Database) throws -> some Any) throws {
        try queue.writeWithoutTransaction { db in
            try db.inTransaction {
                _ = try body(db)
                return .rollback
            }
        }
    }

    /// Reads on the caller's thread.
    func read<T>(_ body: (Database) throws -> T) throws -> T { try queue.unsafeRead(body) }

    /// Frees its memory.
    func close() throws { try queue.close() }
}

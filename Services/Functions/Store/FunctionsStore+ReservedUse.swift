import GRDB
import MeshStore

/// How many calls of a function with reserved concurrency are under way in which instance.
extension FunctionsStore {
    /// Counts a call in, if all instances together have room for one more.
    ///
    /// - Parameters:
    ///   - reserved: How many there may be.
    ///   - owner: The instance that carries it.
    ///   - isAlive: Whether the process of an owner runs: the calls of one that does not are over.
    /// - Returns: Whether there was room.
    /// - Throws: `StoreError`; `CancellationError`.
    func enter(
        _ function: String, reserved: Int, by owner: String, isAlive: @escaping @Sendable (String) -> Bool
    ) async throws -> Bool {
        try await store.write { db in
            var used = try Self.used(function, db)
            if used >= reserved {
                let owners = try String.fetchAll(
                    db.cachedStatement(sql: "SELECT owner FROM reserved_use WHERE function = ?"), arguments: [function])
                for gone in owners where !isAlive(gone) {
                    try db.cachedStatement(sql: "DELETE FROM reserved_use WHERE function = ? AND owner = ?")
                        .execute(arguments: [function, gone])
                }
                used = try Self.used(function, db)
            }
            guard used < reserved else { return false }
            try db.cachedStatement(
                sql: """
                    INSERT INTO reserved_use (function, owner, calls) VALUES (?, ?, 1)
                    ON CONFLICT (function, owner) DO UPDATE SET calls = calls + 1
                    """
            ).execute(arguments: [function, owner])
            return true
        }
    }

    /// Counts a call out.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func leave(_ function: String, by owner: String) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "UPDATE reserved_use SET calls = calls - 1 WHERE function = ? AND owner = ?")
                .execute(arguments: [function, owner])
            try db.cachedStatement(sql: "DELETE FROM reserved_use WHERE function = ? AND owner = ? AND calls <= 0")
                .execute(arguments: [function, owner])
        }
    }

    private static func used(_ function: String, _ db: Database) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(sql: "SELECT coalesce(sum(calls), 0) FROM reserved_use WHERE function = ?"),
            arguments: [function]) ?? 0
    }
}

import GRDB

/// Removes executions with all that belongs to them, at most so many rows in one transaction.
///
/// A history may have millions of rows, so it goes before its execution, piece by piece. Until the execution's own row is
/// gone, which is last, its name stays taken.
struct ExecutionRemoval {
    private static let pieces = [
        """
        DELETE FROM map_item WHERE (map_run, item) IN
            (SELECT map_run, item FROM map_item
             WHERE map_run IN (SELECT number FROM map_run WHERE execution = ?1) LIMIT ?2)
        """,
        """
        DELETE FROM history WHERE execution = ?1 AND first IN
            (SELECT first FROM history WHERE execution = ?1 ORDER BY first DESC LIMIT ?2)
        """,
        "DELETE FROM payload WHERE rowid IN (SELECT rowid FROM payload WHERE execution = ?1 LIMIT ?2)",
    ]

    private let db: Database
    /// How many more rows may be removed.
    private var rows: Int

    init(_ db: Database, rows: Int) {
        self.db = db
        self.rows = rows
    }

    /// Whether the transaction has all that it is to have, and there may be more.
    var isFull: Bool { rows <= 0 }

    /// Removes executions until the transaction is full.
    ///
    /// - Throws: `DatabaseError`.
    mutating func remove(_ executions: [Int64]) throws {
        for execution in executions {
            for sql in Self.pieces {
                guard !isFull else { return }
                try db.cachedStatement(sql: sql).execute(arguments: [execution, rows])
                rows -= db.changesCount
            }
            guard !isFull else { return }
            // What is left of it is a few rows, which go with it.
            try db.cachedStatement(sql: "DELETE FROM execution WHERE number = ?").execute(arguments: [execution])
            rows -= 1
        }
    }
}

package import GRDB
package import Logging
package import MeshCore

/// A service's SQLite file: grouped durable writes, snapshot reads, fast point reads.
///
/// Several instances of a service, each its own process, open one file together. What ``write(_:)`` has returned from
/// is on disk. Every queue in it has a bound; past it, calls end with ``StoreError/overloaded(limit:)``.
package final class Store: Sendable {
    /// Where the file is.
    package let path: String
    let pool: DatabasePool
    let groups: GroupCommit
    let configuration: StoreConfiguration
    private let points: PointReaders
    private let watch: CommitWatch
    private let admission: ReadAdmission

    private init(
        pool: DatabasePool, groups: GroupCommit, points: PointReaders, watch: CommitWatch,
        configuration: StoreConfiguration
    ) {
        path = pool.path
        self.pool = pool
        self.groups = groups
        self.points = points
        self.watch = watch
        self.configuration = configuration
        admission = ReadAdmission(limit: configuration.queuedReads)
    }

    /// Opens a file, makes it when there is none, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - path: The file; its directory is made, for the owner alone, when there is none.
    ///   - migrations: All migrations of the service in the order in which they landed.
    ///   - configuration: Limits.
    ///   - clock: Tells when a migration ran.
    ///   - logger: Hears what no caller is told.
    /// - Throws: ``StoreError``.
    package static func open(
        path: String, migrations: [Migration], configuration: StoreConfiguration = .init(),
        clock: any WallClock = SystemWallClock(), logger: Logger = Logger(label: "store")
    ) throws -> Store {
        let patience = LockPatience(limit: configuration.busyLimit)
        let opening = StoreOpening(path: path, configuration: configuration, patience: patience)
        let pool = try opening.pool()
        return try StoreError.translating(path: path, waited: configuration.busyLimit) {
            let migrator = SchemaMigrator(migrations: migrations, path: path, clock: clock)
            try pool.writeWithoutTransaction(migrator.migrate)
            let metrics = StoreMetrics(name: String(path.split(separator: "/").last ?? "store"))
            return Store(
                pool: pool,
                groups: try GroupCommit(
                    pool: pool, patience: patience, configuration: configuration, metrics: metrics, logger: logger),
                points: try PointReaders(
                    path: path, configuration: opening.readerConfiguration, count: configuration.pointReaders),
                watch: try CommitWatch(path: path, configuration: opening.readerConfiguration),
                configuration: configuration)
        }
    }

    /// Changes the database, durably, in a group with whoever else writes at the time.
    ///
    /// - Parameter body: The statements. They are undone alone when the body throws. The body may run twice, so it
    ///   must do nothing but use the database, and it must not begin or end transactions.
    /// - Returns: What the body returned, after COMMIT and sync.
    /// - Throws: What the body threw; `CancellationError` if the task was cancelled before the body began;
    ///   ``StoreError``.
    package func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await groups.submit(body)
    }

    /// Changes much of the database, durably, in a transaction that is shared with no other write: what ``write(_:)``
    /// pays for each page to undo a write alone is saved.
    ///
    /// - Parameter body: As for ``write(_:)``.
    /// - Returns: What the body returned, after COMMIT and sync.
    /// - Throws: As ``write(_:)``.
    package func writeAlone<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await groups.submit(alone: true, body)
    }

    /// Reads from one snapshot, on a thread of the store. Cancelling the task interrupts the statement.
    ///
    /// - Throws: What the body threw, or ``StoreError``.
    package func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try admission.enter()
        defer { admission.leave() }
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, waited: configuration.busyLimit) ?? error
        }
    }

    /// Reads a row or a few on the caller's own thread, without a hop and without a transaction around it.
    ///
    /// For reads by a key through a cached statement, a few microseconds each; anything longer holds up the caller's
    /// event loop and belongs into ``read(_:)``.
    ///
    /// - Throws: What the body threw, or ``StoreError``.
    package func fastRead<T>(_ body: (Database) throws -> T) throws -> T {
        try StoreError.translating(path: path, waited: configuration.busyLimit) { try points.read(body) }
    }

    /// A number that differs from an earlier answer if a commit, of any process, has happened in between. It costs some
    /// nanoseconds, and may differ now and then without a commit.
    ///
    /// - Throws: ``StoreError/closed``.
    package func dataVersion() throws -> Int64 { try watch.number() }

    /// Finishes the writes that wait, refuses new ones, empties the log and closes the file.
    ///
    /// - Throws: ``StoreError``, or `DatabaseError` when a read is still running.
    package func close() async throws {
        groups.end(with: .closed)
        try await pool.writeWithoutTransaction { db in
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try points.close()
        try watch.close()
        try pool.close()
    }
}

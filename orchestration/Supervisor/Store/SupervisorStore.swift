import FoundationEssentials
import GRDB
import MeshCore

/// The supervisor's memory in one SQLite file: what should run, what runs, and what was done.
///
/// Every change is on disk when its method returns (`synchronous = FULL`): an instance whose start is not written down
/// could outlive everybody who knows of it. There is one writer, and a handful of writes a second at most.
package struct SupervisorStore: Sendable {
    private let queue: DatabaseQueue

    /// How many finished operations are kept: more than anybody reads.
    static let historyLimit = 1_000

    /// Opens the file, and creates or migrates it.
    ///
    /// - Throws: What GRDB throws.
    package init(path: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        try Self.migrator.migrate(queue)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE mesh (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID, STRICT;
                    CREATE TABLE service (
                        name TEXT PRIMARY KEY, wanted INTEGER NOT NULL, version TEXT NOT NULL, serial INTEGER NOT NULL
                    ) WITHOUT ROWID, STRICT;
                    CREATE TABLE instance (
                        id TEXT PRIMARY KEY, service TEXT NOT NULL, slot INTEGER NOT NULL, version TEXT NOT NULL,
                        pid INTEGER, startTicks INTEGER, port INTEGER NOT NULL, state TEXT NOT NULL,
                        isIncumbent INTEGER NOT NULL, restarts INTEGER NOT NULL, startedAt INTEGER NOT NULL
                    ) WITHOUT ROWID, STRICT;
                    CREATE TABLE operation (
                        id INTEGER PRIMARY KEY, service TEXT NOT NULL, kind TEXT NOT NULL, version TEXT NOT NULL,
                        startedAt INTEGER NOT NULL, endedAt INTEGER NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL
                    ) STRICT;
                    CREATE TABLE fingerprint (
                        path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, inode INTEGER NOT NULL,
                        version TEXT NOT NULL
                    ) WITHOUT ROWID, STRICT;
                    """)
        }
        return migrator
    }

    // MARK: - The mesh

    /// The next revision of the endpoint table; it grows over all supervisors of this data folder.
    ///
    /// - Throws: What GRDB throws.
    package func nextRevision() throws -> UInt64 {
        try queue.write { database in
            let value = try Int64.fetchOne(
                database,
                sql: """
                    INSERT INTO mesh VALUES ('revision', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1 RETURNING value
                    """)
            return UInt64(value ?? 1)
        }
    }

    /// A number that was written down (`publicPort`), or nil.
    ///
    /// - Throws: What GRDB throws.
    package func number(_ key: String) throws -> Int? {
        try queue.read { try Int.fetchOne($0, sql: "SELECT value FROM mesh WHERE key = ?", arguments: [key]) }
    }

    /// - Throws: What GRDB throws.
    package func setNumber(_ key: String, _ value: Int) throws {
        try queue.write { try $0.execute(sql: "INSERT OR REPLACE INTO mesh VALUES (?, ?)", arguments: [key, value]) }
    }

    // MARK: - Services

    /// - Throws: What GRDB throws.
    package func services() throws -> [ServiceRecord] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM service ORDER BY name").map {
                ServiceRecord(
                    name: $0["name"], wanted: $0["wanted"], version: Version($0["version"]), serial: $0["serial"])
            }
        }
    }

    /// - Throws: What GRDB throws.
    package func save(_ service: ServiceRecord) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO service VALUES (?, ?, ?, ?)",
                arguments: [service.name, service.wanted, service.version.text, service.serial])
        }
    }

    // MARK: - Instances

    /// - Throws: What GRDB throws.
    package func instances() throws -> [InstanceRecord] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM instance ORDER BY id").map(Self.instance)
        }
    }

    /// - Throws: What GRDB throws.
    package func save(_ instance: InstanceRecord) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO instance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    instance.id.text, instance.service, instance.slot, instance.version.text, instance.process?.pid,
                    instance.process.map { Int64(bitPattern: $0.startTicks) }, instance.port, instance.state.rawValue,
                    instance.isIncumbent, instance.restarts, instance.startedAt.milliseconds,
                ])
        }
    }

    /// - Throws: What GRDB throws.
    package func remove(_ instance: InstanceID) throws {
        try queue.write { try $0.execute(sql: "DELETE FROM instance WHERE id = ?", arguments: [instance.text]) }
    }

    private static func instance(_ row: Row) -> InstanceRecord {
        let pid: Int32? = row["pid"]
        let ticks: Int64? = row["startTicks"]
        var process: ProcessIdentity?
        if let pid, let ticks { process = ProcessIdentity(pid: pid, startTicks: UInt64(bitPattern: ticks)) }
        return InstanceRecord(
            id: InstanceID(row["id"] as String), service: row["service"], slot: row["slot"],
            version: Version(row["version"]), process: process, port: row["port"],
            state: InstanceState(rawValue: row["state"]) ?? .starting, isIncumbent: row["isIncumbent"],
            restarts: row["restarts"], startedAt: Timestamp(milliseconds: row["startedAt"]))
    }

    // MARK: - Operations and executables

    /// - Throws: What GRDB throws.
    package func append(_ operation: OperationRecord) throws {
        try queue.write { database in
            try database.execute(
                sql: """
                    INSERT INTO operation (service, kind, version, startedAt, endedAt, outcome, reason)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    operation.service, operation.kind, operation.version.text, operation.startedAt.milliseconds,
                    operation.endedAt.milliseconds, operation.outcome, operation.reason,
                ])
            try database.execute(
                sql: "DELETE FROM operation WHERE id <= last_insert_rowid() - ?", arguments: [Self.historyLimit])
        }
    }

    /// The last operations, newest first.
    ///
    /// - Throws: What GRDB throws.
    package func operations(limit: Int) throws -> [OperationRecord] {
        try queue.read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM operation ORDER BY id DESC LIMIT ?", arguments: [limit]).map
            {
                OperationRecord(
                    service: $0["service"], kind: $0["kind"], version: Version($0["version"]),
                    startedAt: Timestamp(milliseconds: $0["startedAt"]),
                    endedAt: Timestamp(milliseconds: $0["endedAt"]),
                    outcome: $0["outcome"], reason: $0["reason"])
            }
        }
    }

    /// The version of a file that was hashed before and has not changed since.
    ///
    /// - Throws: What GRDB throws.
    package func version(of file: FileFingerprint) throws -> Version? {
        try queue.read { database in
            try String.fetchOne(
                database,
                sql: "SELECT version FROM fingerprint WHERE path = ? AND size = ? AND modified = ? AND inode = ?",
                arguments: [file.path, file.size, file.modifiedMicroseconds, file.inode]
            ).map { Version($0) }
        }
    }

    /// - Throws: What GRDB throws.
    package func save(_ version: Version, of file: FileFingerprint) throws {
        try queue.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO fingerprint VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    file.path, file.size, file.modifiedMicroseconds, file.inode, version.text,
                ])
        }
    }
}

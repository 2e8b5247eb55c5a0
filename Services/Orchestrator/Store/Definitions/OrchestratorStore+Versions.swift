import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    /// AWS's quota of versions for a state machine.
    static let versionLimit = 1000

    private static let versionColumns = "number, revision, description, created_at"
    static let versionSQL = "SELECT \(versionColumns) FROM version WHERE machine = ? AND number = ? AND deleted = 0"
    static let versionsSQL = """
        SELECT \(versionColumns) FROM version WHERE machine = ? AND number < ? AND deleted = 0 ORDER BY number DESC LIMIT ?
        """

    /// Publishes the newest revision; once only, while it is the newest version's.
    static func publish(
        _ machine: StateMachine, description: String?, at now: Timestamp, _ db: Database
    ) throws -> MachineVersion {
        let last = try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT \(versionColumns), deleted FROM version WHERE machine = ? ORDER BY number DESC LIMIT 1"),
            arguments: [machine.number])
        if let last, last["revision"] == machine.revision.number, last["deleted"] == false {
            return Self.version(last)
        }
        let count = try Int.fetchOne(
            db.cachedStatement(sql: "SELECT count(*) FROM version WHERE machine = ? AND deleted = 0"),
            arguments: [machine.number])
        guard count ?? 0 < versionLimit else {
            throw OrchestratorError.quotaExceeded(
                "The state machine has \(versionLimit) versions, which is the maximum.")
        }
        let number = (last?["number"] ?? 0) + 1 as Int64
        try db.cachedStatement(
            sql: "INSERT INTO version (machine, number, revision, description, created_at) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [machine.number, number, machine.revision.number, description, now.milliseconds])
        return MachineVersion(
            number: number, revision: machine.revision.number, description: description, createdAt: now)
    }

    /// Publishes a state machine's newest revision.
    ///
    /// - Parameter revisionID: Which it is to be; nil for whichever it is.
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func publish(_ name: String, revisionID: String?, description: String?) async throws -> MachineVersion {
        let now = clock.now()
        return try await store.write { [scope] db in
            let arn = scope.text(.stateMachine(name))
            guard let machine = try Self.stateMachine(name, db) else {
                throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
            }
            guard !machine.isDeleting else { throw OrchestratorError.stateMachineDeleting(arn: arn) }
            let current = machine.revision.id ?? "INITIAL"
            guard revisionID.map({ $0 == current }) ?? true else {
                throw OrchestratorError.conflict(
                    "Failed to publish the State Machine version for revision \(revisionID ?? ""). The current State "
                        + "Machine revision is \(current).")
            }
            return try Self.publish(machine, description: description, at: now, db)
        }
    }

    /// A version; nil when there is none of this number.
    func version(_ number: Int64, of machine: Int64) throws -> MachineVersion? {
        try store.fastRead { db in try Self.version(number, of: machine, db) }
    }

    static func version(_ number: Int64, of machine: Int64, _ db: Database) throws -> MachineVersion? {
        try Row.fetchOne(db.cachedStatement(sql: versionSQL), arguments: [machine, number]).map(version)
    }

    private static func version(_ row: Row) -> MachineVersion {
        MachineVersion(
            number: row["number"], revision: row["revision"], description: row["description"],
            createdAt: row.moment("created_at"))
    }

    /// Versions, the newest first, before a number.
    func versions(of machine: Int64, before number: Int64, limit: Int) async throws -> [MachineVersion] {
        try await store.read { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.versionsSQL), arguments: [machine, number, limit])
                .map(Self.version)
        }
    }

    /// Deletes a version that no alias stands for. Deleting one that is gone does nothing.
    ///
    /// - Throws: ``OrchestratorError/conflict(_:)``; `StoreError`.
    func deleteVersion(_ number: Int64, of name: String) async throws {
        try await store.write { db in
            guard let machine = try Self.stateMachine(name, db) else { return }
            let users = try Self.aliases(of: machine.number, db).filter { $0.routes.contains { $0.version == number } }
            guard users.isEmpty else {
                let names = users.map(\.name).joined(separator: ", ")
                throw OrchestratorError.conflict(
                    "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this "
                        + "version: [\(names)]")
            }
            try db.cachedStatement(sql: "UPDATE version SET deleted = 1 WHERE machine = ? AND number = ?")
                .execute(arguments: [machine.number, number])
        }
    }
}

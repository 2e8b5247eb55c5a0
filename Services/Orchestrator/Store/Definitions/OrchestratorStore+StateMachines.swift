import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    private static let machineColumns = """
        m.number, m.name, m.type, m.created_at, m.deleting, r.number AS revision, r.id, r.definition, r.settings,
        r.created_at AS revised_at
        """
    static let machineSQL = """
        SELECT \(machineColumns) FROM state_machine m JOIN revision r ON r.number = m.revision WHERE m.name = ?
        """
    static let revisionSQL = "SELECT number, id, definition, settings, created_at FROM revision WHERE number = ?"
    static let machinesSQL =
        "SELECT number, name, type, created_at FROM state_machine WHERE deleting = 0 AND name > ? ORDER BY name LIMIT ?"

    /// A state machine with its newest revision; nil when there is none of this name.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func stateMachine(_ name: String) throws -> StateMachine? {
        try store.fastRead { db in try Self.stateMachine(name, db) }
    }

    /// The same within a transaction.
    static func stateMachine(_ name: String, _ db: Database) throws -> StateMachine? {
        try Row.fetchOne(db.cachedStatement(sql: machineSQL), arguments: [name]).map { row in
            StateMachine(
                number: row["number"], name: row["name"], type: try machineType(row["type"]),
                createdAt: row.moment("created_at"),
                revision: MachineRevision(
                    number: row["revision"], id: row["id"], definition: row["definition"],
                    settings: try MachineSettings(text: row["settings"]), createdAt: row.moment("revised_at")),
                isDeleting: row["deleting"])
        }
    }

    private static func machineType(_ text: String) throws -> MachineType {
        guard let type = MachineType(rawValue: text) else { throw OrchestratorError.damagedRow("type \(text)") }
        return type
    }

    /// A revision, which never changes; nil when its state machine is gone.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func revision(_ number: Int64) throws -> MachineRevision? {
        try store.fastRead { db in try Self.revision(number, db) }
    }

    static func revision(_ number: Int64, _ db: Database) throws -> MachineRevision? {
        try Row.fetchOne(db.cachedStatement(sql: revisionSQL), arguments: [number]).map { row in
            MachineRevision(
                number: row["number"], id: row["id"], definition: row["definition"],
                settings: try MachineSettings(text: row["settings"]), createdAt: row.moment("created_at"))
        }
    }

    /// State machines by name, after a name.
    ///
    /// - Throws: `StoreError`.
    func stateMachines(after name: String, limit: Int) async throws -> [StateMachineEntry] {
        try await store.read { db in
            try Row.fetchAll(db.cachedStatement(sql: Self.machinesSQL), arguments: [name, limit]).map { row in
                StateMachineEntry(
                    number: row["number"], name: row["name"], type: try Self.machineType(row["type"]),
                    createdAt: row.moment("created_at"))
            }
        }
    }

    /// Makes a state machine, or finds the one that was made by the same request before.
    ///
    /// - Returns: The state machine, and its version when one was asked for.
    /// - Throws: ``OrchestratorError/stateMachineAlreadyExists(arn:)``; `StoreError`.
    func create(_ new: NewStateMachine) async throws -> (StateMachine, version: MachineVersion?) {
        let now = clock.now()
        return try await store.write { [scope] db in
            if let found = try Self.stateMachine(new.name, db) {
                let arn = scope.text(.stateMachine(new.name))
                guard !found.isDeleting else { throw OrchestratorError.stateMachineDeleting(arn: arn) }
                guard found.type == new.type, found.revision.definition == new.definition,
                    found.revision.settings.logging == new.settings.logging,
                    found.revision.settings.tracing == new.settings.tracing,
                    found.revision.settings.encryption == new.settings.encryption
                else { throw OrchestratorError.stateMachineAlreadyExists(arn: arn) }
                let version =
                    new.publish ? try Self.publish(found, description: new.versionDescription, at: now, db) : nil
                return (found, version)
            }
            try db.cachedStatement(
                sql: "INSERT INTO state_machine (name, type, revision, created_at) VALUES (?, ?, 0, ?)"
            )
            .execute(arguments: [new.name, new.type.rawValue, now.milliseconds])
            let number = db.lastInsertedRowID
            _ = try Self.addRevision(
                to: number, id: nil, definition: new.definition, settings: new.settings, at: now, db)
            try Self.setTags(new.tags, of: scope.text(.stateMachine(new.name)), db)
            guard let made = try Self.stateMachine(new.name, db) else {
                throw OrchestratorError.damagedRow("a state machine that was just made")
            }
            let version = new.publish ? try Self.publish(made, description: new.versionDescription, at: now, db) : nil
            return (made, version)
        }
    }

    private static func addRevision(
        to machine: Int64, id: String?, definition: String, settings: MachineSettings, at now: Timestamp, _ db: Database
    ) throws -> Int64 {
        try db.cachedStatement(
            sql: "INSERT INTO revision (machine, id, definition, settings, created_at) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [machine, id, definition, settings.json.description, now.milliseconds])
        let revision = db.lastInsertedRowID
        try db.cachedStatement(sql: "UPDATE state_machine SET revision = ? WHERE number = ?")
            .execute(arguments: [revision, machine])
        return revision
    }

    /// Changes a state machine: what is not said stays.
    ///
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func update(_ change: StateMachineChange) async throws -> (MachineRevision, version: MachineVersion?) {
        let now = clock.now()
        return try await store.write { [scope] db in
            let arn = scope.text(.stateMachine(change.name))
            guard let found = try Self.stateMachine(change.name, db) else {
                throw OrchestratorError.stateMachineDoesNotExist(arn: arn)
            }
            guard !found.isDeleting else { throw OrchestratorError.stateMachineDeleting(arn: arn) }
            var settings = found.revision.settings
            settings.roleARN = change.roleARN ?? settings.roleARN
            settings.logging = change.logging ?? settings.logging
            settings.tracing = change.tracing ?? settings.tracing
            settings.encryption = change.encryption ?? settings.encryption
            let definition = change.definition ?? found.revision.definition
            var current = found
            if definition != found.revision.definition || settings.roleARN != found.revision.settings.roleARN
                || change.isAlwaysRevision
            {
                _ = try Self.addRevision(
                    to: found.number, id: change.revisionID, definition: definition, settings: settings, at: now, db)
                current = try Self.stateMachine(change.name, db) ?? found
            } else if settings != found.revision.settings {
                try db.cachedStatement(sql: "UPDATE revision SET settings = ? WHERE number = ?")
                    .execute(arguments: [settings.json.description, found.revision.number])
                current.revision = try Self.revision(found.revision.number, db) ?? found.revision
            }
            let version =
                change.publish ? try Self.publish(current, description: change.versionDescription, at: now, db) : nil
            return (current.revision, version)
        }
    }

    /// Begins to delete a state machine: no execution of it starts any more. Deleting one that is gone does nothing.
    ///
    /// - Throws: `StoreError`.
    func beginDeleting(_ name: String) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "UPDATE state_machine SET deleting = 1 WHERE name = ?").execute(arguments: [
                name
            ])
        }
    }

    /// Deletes some of what state machines that are being deleted leave, and those of which nothing is left.
    ///
    /// - Returns: Whether something is left that no execution keeps.
    /// - Throws: `StoreError`.
    func sweepDeleted(limit: Int) async throws -> Bool {
        let machines = try store.fastRead { db in
            try Row.fetchAll(db.cachedStatement(sql: "SELECT number, name FROM state_machine WHERE deleting = 1"))
                .map { ($0["number"] as Int64, $0["name"] as String) }
        }
        var isLeft = false
        for (number, name) in machines {
            let arn = scope.text(.stateMachine(name))
            let isFull = try await store.write { db in try Self.sweep(number, arn: arn, limit: limit, db) }
            isLeft = isLeft || isFull
        }
        return isLeft
    }

    private static func sweep(_ machine: Int64, arn: String, limit: Int, _ db: Database) throws -> Bool {
        let statuses = ExecutionStatus.allCases.filter { !$0.isOpen }.map { String($0.rawValue) }
            .joined(separator: ", ")
        let ended = try Int64.fetchAll(
            db.cachedStatement(
                sql: "SELECT number FROM execution WHERE machine = ? AND status IN (\(statuses)) LIMIT ?"),
            arguments: [machine, limit])
        var removal = ExecutionRemoval(db, rows: limit)
        try removal.remove(ended)
        let isRunning = try Bool.fetchOne(
            db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM execution WHERE machine = ?)"), arguments: [machine])
        if isRunning == false {
            try db.cachedStatement(sql: "DELETE FROM tag WHERE resource = ?").execute(arguments: [arn])
            try db.cachedStatement(sql: "DELETE FROM state_machine WHERE number = ?").execute(arguments: [machine])
        }
        return removal.isFull
    }
}

import GRDB
import MeshCore
import MeshStore

extension OrchestratorStore {
    /// AWS's quota of aliases for a state machine.
    static let aliasLimit = 100

    static let aliasesSQL =
        "SELECT name, description, routes, created_at, updated_at FROM alias WHERE machine = ? ORDER BY name"
    static let aliasSQL = """
        SELECT name, description, routes, created_at, updated_at FROM alias WHERE machine = ? AND name = ?
        """

    static func aliases(of machine: Int64, _ db: Database) throws -> [MachineAlias] {
        try Row.fetchAll(db.cachedStatement(sql: aliasesSQL), arguments: [machine]).map(alias)
    }

    private static func alias(_ row: Row) throws -> MachineAlias {
        MachineAlias(
            name: row["name"], description: row["description"], routes: try AliasRoute.routes(row["routes"]),
            createdAt: row.moment("created_at"), updatedAt: row.moment("updated_at"))
    }

    /// All aliases of a state machine; there are few.
    func aliases(of machine: Int64) throws -> [MachineAlias] {
        try store.fastRead { db in try Self.aliases(of: machine, db) }
    }

    /// An alias; nil when there is none of this name.
    func alias(_ name: String, of machine: Int64) throws -> MachineAlias? {
        try store.fastRead { db in try Self.alias(name, of: machine, db) }
    }

    private static func alias(_ name: String, of machine: Int64, _ db: Database) throws -> MachineAlias? {
        try Row.fetchOne(db.cachedStatement(sql: aliasSQL), arguments: [machine, name]).map(alias)
    }

    /// Makes an alias; one that is there already must be the same.
    ///
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func createAlias(
        _ name: String, of machineName: String, description: String?, routes: [AliasRoute]
    ) async throws
        -> MachineAlias
    {
        let now = clock.now()
        return try await store.write { [scope] db in
            let machine = try Self.machine(machineName, having: routes, scope, db)
            if let found = try Self.alias(name, of: machine.number, db) {
                guard found.description == description, found.routes == routes else {
                    throw OrchestratorError.conflict(
                        "Failed to create alias because an alias with the same name and a different routing "
                            + "configuration already exists.")
                }
                return found
            }
            guard try Self.aliases(of: machine.number, db).count < Self.aliasLimit else {
                throw OrchestratorError.quotaExceeded(
                    "The state machine has \(Self.aliasLimit) aliases, which is the maximum.")
            }
            let alias = MachineAlias(
                name: name, description: description, routes: routes, createdAt: now, updatedAt: now)
            try Self.save(alias, of: machine.number, db)
            return alias
        }
    }

    /// Changes an alias: what is nil stays.
    ///
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func updateAlias(
        _ name: String, of machineName: String, description: String?, routes: [AliasRoute]?
    ) async throws
        -> MachineAlias
    {
        let now = clock.now()
        return try await store.write { [scope] db in
            let machine = try Self.machine(machineName, having: routes ?? [], scope, db)
            guard var alias = try Self.alias(name, of: machine.number, db) else {
                throw OrchestratorError.resourceNotFound(arn: scope.text(.alias(machine: machineName, name: name)))
            }
            alias.description = description ?? alias.description
            alias.routes = routes ?? alias.routes
            alias.updatedAt = now
            try Self.save(alias, of: machine.number, db)
            return alias
        }
    }

    /// - Throws: ``OrchestratorError/resourceNotFound(arn:)``; `StoreError`.
    func deleteAlias(_ name: String, of machineName: String) async throws {
        try await store.write { [scope] db in
            try db.cachedStatement(
                sql: "DELETE FROM alias WHERE machine = (SELECT number FROM state_machine WHERE name = ?) AND name = ?"
            ).execute(arguments: [machineName, name])
            guard db.changesCount == 1 else {
                throw OrchestratorError.resourceNotFound(arn: scope.text(.alias(machine: machineName, name: name)))
            }
        }
    }

    private static func machine(
        _ name: String, having routes: [AliasRoute], _ scope: ARNScope, _ db: Database
    ) throws -> StateMachine {
        guard let machine = try stateMachine(name, db) else {
            throw OrchestratorError.resourceNotFound(arn: scope.text(.stateMachine(name)))
        }
        guard !machine.isDeleting else {
            throw OrchestratorError.stateMachineDeleting(arn: scope.text(.stateMachine(name)))
        }
        for route in routes {
            guard try version(route.version, of: machine.number, db) != nil else {
                throw OrchestratorError.resourceNotFound(
                    arn: scope.text(.version(machine: name, number: route.version)))
            }
        }
        return machine
    }

    private static func save(_ alias: MachineAlias, of machine: Int64, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO alias (machine, name, description, routes, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            machine, alias.name, alias.description, AliasRoute.text(alias.routes), alias.createdAt.milliseconds,
            alias.updatedAt.milliseconds,
        ])
    }
}

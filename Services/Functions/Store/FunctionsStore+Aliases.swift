import GRDB
import MeshCore
import MeshStore

/// Aliases.
extension FunctionsStore {
    static func alias(_ function: String, _ name: String, _ db: Database) throws -> FunctionAlias? {
        let statement = try db.cachedStatement(
            sql: "SELECT content FROM function_alias WHERE function = ? AND name = ?")
        return try String.fetchOne(statement, arguments: [function, name]).map {
            try StoredJSON.value($0, of: "alias \(name) of \(function)")
        }
    }

    static func aliases(_ function: String, _ db: Database) throws -> [FunctionAlias] {
        let statement = try db.cachedStatement(
            sql: "SELECT content FROM function_alias WHERE function = ? ORDER BY name")
        return try String.fetchAll(statement, arguments: [function]).map {
            try StoredJSON.value($0, of: "alias of \(function)")
        }
    }

    private func save(_ alias: FunctionAlias, _ db: Database) throws {
        for version in [alias.version] + alias.weights.keys.sorted() {
            guard let number = Self.number(of: version), try Self.version(alias.function, number, db) != nil else {
                throw notFound(alias.function, version)
            }
        }
        guard alias.weights.isEmpty || alias.version != FunctionVersion.latest else {
            throw FunctionsError.invalidParameter(
                "$LATEST is not supported for an alias pointing to more than 1 version")
        }
        guard alias.weights[alias.version] == nil else {
            throw FunctionsError.invalidParameter(
                "Invalid function version \(alias.version). Function version "
                    + "\(alias.version) is already included in routing configuration.")
        }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO function_alias (function, name, content) VALUES (?, ?, ?)")
            .execute(arguments: [alias.function, alias.name, try StoredJSON.text(alias)])
    }

    private func aliasNotFound(_ function: String, _ name: String) -> FunctionsError {
        .resourceNotFound("Cannot find alias arn: \(names.arn(function, name))")
    }

    /// - Throws: ``FunctionsError``.
    func createAlias(_ alias: FunctionAlias) async throws {
        try await store.write { db in
            _ = try needed(alias.function, db)
            guard try Self.alias(alias.function, alias.name, db) == nil else {
                throw FunctionsError.conflict("Alias already exists: \(names.arn(alias.function, alias.name))")
            }
            try save(alias, db)
        }
    }

    /// - Throws: ``FunctionsError``.
    func alias(_ function: String, _ name: String) async throws -> FunctionAlias {
        try await store.read { db in
            guard let alias = try Self.alias(function, name, db) else { throw aliasNotFound(function, name) }
            return alias
        }
    }

    /// Changes an alias.
    ///
    /// - Parameter revision: The one that the caller has seen; nil when it does not matter.
    /// - Throws: ``FunctionsError``; what the change throws.
    func updateAlias(
        _ function: String, _ name: String, revision: String?,
        _ change: @escaping @Sendable (inout FunctionAlias) throws -> Void
    ) async throws -> FunctionAlias {
        try await store.write { db in
            guard var alias = try Self.alias(function, name, db) else { throw aliasNotFound(function, name) }
            if let revision, revision != alias.revision { throw FunctionsError.revisionChanged }
            try change(&alias)
            alias.revision = revisions.next()
            try save(alias, db)
            return alias
        }
    }

    /// Removes an alias, if there is one.
    ///
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func deleteAlias(_ function: String, _ name: String) async throws {
        try await store.write { db in
            _ = try needed(function, db)
            for table in ["provisioned_concurrency", "invoke_settings"] {
                try db.execute(
                    sql: "DELETE FROM \(table) WHERE function = ? AND qualifier = ?", arguments: [function, name])
            }
            try db.cachedStatement(sql: "DELETE FROM function_alias WHERE function = ? AND name = ?")
                .execute(arguments: [function, name])
        }
    }

    /// The aliases of a function by name.
    ///
    /// - Parameter version: Only those of this version.
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func aliases(_ function: String, of version: String?) async throws -> [FunctionAlias] {
        try await store.read { db in
            _ = try needed(function, db)
            return try Self.aliases(function, db).filter { version == nil || $0.version == version }
        }
    }
}

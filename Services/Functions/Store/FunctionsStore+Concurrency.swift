import GRDB
import MeshCore
import MeshStore

/// Reserved and provisioned concurrency, and tags.
extension FunctionsStore {
    /// - Parameter reserved: nil to share what nobody has reserved.
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func setReserved(_ reserved: Int?, of name: String) async throws {
        try await store.write { db in
            _ = try needed(name, db)
            try db.cachedStatement(sql: "UPDATE function SET reserved = ? WHERE name = ?")
                .execute(arguments: [reserved, name])
        }
    }

    /// Changes the tags of a function.
    ///
    /// - Throws: ``FunctionsError``; what the change throws.
    func updateTags(
        of name: String, _ change: @escaping @Sendable (inout [String: String]) throws -> Void
    ) async throws {
        try await store.write { db in
            var record = try needed(name, db)
            try change(&record.tags)
            try db.cachedStatement(sql: "UPDATE function SET tags = ? WHERE name = ?")
                .execute(arguments: [try StoredJSON.text(record.tags), name])
        }
    }

    /// - Throws: ``FunctionsError`` when there is no such published version or alias.
    func setProvisioned(_ requested: Int, of name: String, _ qualifier: String) async throws -> ProvisionedConcurrency {
        try await store.write { db in
            let record = try needed(name, db)
            guard qualifier != FunctionVersion.latest else {
                throw FunctionsError.invalidParameter(
                    "Provisioned Concurrency Configs cannot be applied to unpublished function versions.")
            }
            let isVersion = try Self.number(of: qualifier).map { try Self.version(name, $0, db) != nil } ?? false
            guard try isVersion || Self.alias(name, qualifier, db) != nil else { throw notFound(name, qualifier) }
            if let reserved = record.reserved, requested > reserved {
                throw FunctionsError.invalidParameter(
                    "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function"
                )
            }
            let now = clock.now()
            try db.cachedStatement(
                sql: """
                    INSERT OR REPLACE INTO provisioned_concurrency (function, qualifier, requested, modified_at)
                    VALUES (?, ?, ?, ?)
                    """
            )
            .execute(arguments: [name, qualifier, requested, now.milliseconds])
            return ProvisionedConcurrency(qualifier: qualifier, requested: requested, modifiedAt: now)
        }
    }

    /// Those of a function, by qualifier.
    ///
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func provisioned(of name: String) async throws -> [ProvisionedConcurrency] {
        try await store.read { db in
            _ = try needed(name, db)
            return try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT qualifier, requested, modified_at FROM provisioned_concurrency
                        WHERE function = ? ORDER BY qualifier
                        """), arguments: [name]
            )
            .map {
                ProvisionedConcurrency(
                    qualifier: $0[0], requested: $0[1], modifiedAt: Timestamp(milliseconds: $0[2]))
            }
        }
    }

    /// - Throws: ``FunctionsError/noProvisionedConcurrency`` when there is none.
    func deleteProvisioned(of name: String, _ qualifier: String) async throws {
        try await store.write { db in
            _ = try needed(name, db)
            try db.cachedStatement(sql: "DELETE FROM provisioned_concurrency WHERE function = ? AND qualifier = ?")
                .execute(arguments: [name, qualifier])
            guard db.changesCount > 0 else { throw FunctionsError.noProvisionedConcurrency }
        }
    }

    /// The versions for which processes are to be kept.
    func provisionedReferences() async throws -> [FunctionReference] {
        try await store.read { db in
            try Row.fetchAll(db, sql: "SELECT function, qualifier FROM provisioned_concurrency").map {
                try FunctionReference($0[0], qualifier: $0[1])
            }
        }
    }
}

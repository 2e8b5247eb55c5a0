import GRDB
import MeshCore
import MeshStore

/// What is set for the events of functions.
extension FunctionsStore {
    private static func settings(_ function: String, _ qualifier: String, _ db: Database) throws -> InvokeSettings? {
        let statement = try db.cachedStatement(
            sql: "SELECT content FROM invoke_settings WHERE function = ? AND qualifier = ?")
        return try String.fetchOne(statement, arguments: [function, qualifier]).map {
            try StoredJSON.value($0, of: "invoke_settings of \(function)")
        }
    }

    private func missing(_ function: String, _ qualifier: String) -> FunctionsError {
        .resourceNotFound("The function \(names.arn(function, qualifier)) doesn't have an EventInvokeConfig")
    }

    /// - Throws: ``FunctionsError/resourceNotFound(_:)`` when nothing is set.
    func invokeSettings(of function: String, _ qualifier: String) async throws -> InvokeSettings {
        try await store.read { db in
            guard let settings = try Self.settings(function, qualifier, db) else { throw missing(function, qualifier) }
            return settings
        }
    }

    /// What is set, as an event needs it: nil for nothing.
    func invokeSettingsIfAny(of function: String, _ qualifier: String) throws -> InvokeSettings? {
        try store.fastRead { db in try Self.settings(function, qualifier, db) }
    }

    /// Sets them anew, or changes what is set.
    ///
    /// - Parameter change: Given what is set; nothing when they are set anew.
    /// - Throws: ``FunctionsError``; what the change throws.
    func setInvokeSettings(
        of function: String, _ qualifier: String, isNew: Bool,
        _ change: @escaping @Sendable (inout InvokeSettings) throws -> Void
    ) async throws -> InvokeSettings {
        try await store.write { db in
            _ = try needed(function, db)
            let before = isNew ? InvokeSettings(modifiedAt: clock.now()) : try Self.settings(function, qualifier, db)
            guard var settings = before else { throw missing(function, qualifier) }
            settings.modifiedAt = clock.now()
            try change(&settings)
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO invoke_settings (function, qualifier, content) VALUES (?, ?, ?)"
            )
            .execute(arguments: [function, qualifier, try StoredJSON.text(settings)])
            return settings
        }
    }

    /// - Throws: ``FunctionsError/resourceNotFound(_:)`` when nothing is set.
    func deleteInvokeSettings(of function: String, _ qualifier: String) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "DELETE FROM invoke_settings WHERE function = ? AND qualifier = ?")
                .execute(arguments: [function, qualifier])
            guard db.changesCount > 0 else { throw missing(function, qualifier) }
        }
    }

    /// All that is set for a function, by qualifier.
    ///
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func allInvokeSettings(of function: String) async throws -> [(qualifier: String, settings: InvokeSettings)] {
        try await store.read { db in
            _ = try needed(function, db)
            let statement = try db.cachedStatement(
                sql: "SELECT qualifier, content FROM invoke_settings WHERE function = ? ORDER BY qualifier")
            return try Row.fetchAll(statement, arguments: [function]).map {
                ($0[0], try StoredJSON.value($0[1], of: "invoke_settings of \(function)"))
            }
        }
    }
}

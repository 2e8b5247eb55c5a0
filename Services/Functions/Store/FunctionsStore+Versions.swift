import GRDB
import MeshCore
import MeshStore

/// Functions and their versions.
extension FunctionsStore {
    /// The number under which a version is kept: zero for `$LATEST`; nil for what is no version's name.
    static func number(of version: String) -> Int? {
        if version == FunctionVersion.latest { return 0 }
        guard let number = Int(version), number > 0, String(number) == version else { return nil }
        return number
    }

    static func version(_ function: String, _ number: Int, _ db: Database) throws -> FunctionVersion? {
        let statement = try db.cachedStatement(
            sql: "SELECT content FROM function_version WHERE function = ? AND number = ?")
        return try String.fetchOne(statement, arguments: [function, number]).map {
            try StoredJSON.value($0, of: "version \(number) of \(function)")
        }
    }

    private static func save(_ version: FunctionVersion, _ db: Database) throws {
        guard let number = number(of: version.version) else { preconditionFailure("A version has no number") }
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO function_version (function, number, revision, content) VALUES (?, ?, ?, ?)"
        )
        .execute(arguments: [version.function, number, version.revision, try StoredJSON.text(version)])
    }

    /// The version that a qualifier names, an alias's main one too.
    ///
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func version(_ reference: FunctionReference) async throws -> FunctionVersion {
        try await store.read { db in
            let qualifier = reference.qualifier ?? FunctionVersion.latest
            if let number = Self.number(of: qualifier), let found = try Self.version(reference.name, number, db) {
                return found
            }
            if let alias = try Self.alias(reference.name, qualifier, db), let number = Self.number(of: alias.version),
                let found = try Self.version(reference.name, number, db)
            {
                return found
            }
            throw notFound(reference.name, reference.qualifier)
        }
    }

    func function(_ name: String) async throws -> FunctionRecord {
        try await store.read { db in try needed(name, db) }
    }

    /// Keeps a new function, and publishes its first version when that is asked for.
    ///
    /// - Returns: `$LATEST`, or the published version.
    /// - Throws: ``FunctionsError/conflict(_:)`` when there is one of that name.
    func create(_ version: FunctionVersion, tags: [String: String], publish: Bool) async throws -> FunctionVersion {
        try await store.write { db in
            guard try Self.record(version.function, db) == nil else {
                throw FunctionsError.conflict("Function already exist: \(version.function)")
            }
            try db.cachedStatement(
                sql: "INSERT INTO function (name, tags, reserved, last_version, created_at) VALUES (?, ?, NULL, 0, ?)"
            )
            .execute(arguments: [version.function, try StoredJSON.text(tags), clock.now().milliseconds])
            try Self.save(version, db)
            return publish ? try self.publish(version, description: nil, db) : version
        }
    }

    /// Changes `$LATEST`.
    ///
    /// - Parameters:
    ///   - revision: The one that the caller has seen; nil when it does not matter.
    ///   - publish: Whether the changed one is published at once.
    ///   - change: Says what becomes of it.
    /// - Returns: `$LATEST` as changed, or the published version.
    /// - Throws: ``FunctionsError``; what the change throws.
    func update(
        _ name: String, revision: String?, publish: Bool = false,
        _ change: @escaping @Sendable (inout FunctionVersion) throws -> Void
    ) async throws -> FunctionVersion {
        try await store.write { db in
            guard var version = try Self.version(name, 0, db) else { throw notFound(name) }
            if let revision, revision != version.revision { throw FunctionsError.revisionChanged }
            try change(&version)
            version.revision = revisions.next()
            version.modifiedAt = clock.now()
            try Self.save(version, db)
            return publish ? try self.publish(version, description: nil, db) : version
        }
    }

    /// Publishes `$LATEST`, unless that is what the last published version is.
    ///
    /// - Parameters:
    ///   - description: Of the version; nil for the function's own.
    ///   - digest: What the code must be, in Base64.
    ///   - revision: The one that the caller has seen.
    /// - Throws: ``FunctionsError``.
    func publish(
        _ name: String, description: String?, digest: String?, revision: String?
    ) async throws -> FunctionVersion {
        try await store.write { db in
            guard let latest = try Self.version(name, 0, db) else { throw notFound(name) }
            if let revision, revision != latest.revision { throw FunctionsError.revisionChanged }
            if let digest, digest != latest.code.digestBase64 {
                throw FunctionsError.invalidParameter(
                    "CodeSHA256 (\(digest)) is different from current CodeSHA256 in $LATEST "
                        + "(\(latest.code.digestBase64)). Please try again with the CodeSHA256 in $LATEST.")
            }
            return try self.publish(latest, description: description, db)
        }
    }

    private func publish(_ latest: FunctionVersion, description: String?, _ db: Database) throws -> FunctionVersion {
        let record = try needed(latest.function, db)
        if let last = try Self.version(latest.function, record.lastVersion, db), !last.isLatest,
            last.isSame(as: latest), description == nil || description == last.description
        {
            return last
        }
        var published = latest
        published.version = String(record.lastVersion + 1)
        published.revision = revisions.next()
        if let description { published.description = description }
        try Self.save(published, db)
        try db.cachedStatement(sql: "UPDATE function SET last_version = last_version + 1 WHERE name = ?")
            .execute(arguments: [latest.function])
        return published
    }

    /// Removes a function with all that belongs to it, or one published version.
    ///
    /// - Throws: ``FunctionsError``.
    func delete(_ reference: FunctionReference) async throws {
        try await store.write { db in
            _ = try needed(reference.name, db)
            guard let qualifier = reference.qualifier else {
                return try db.cachedStatement(sql: "DELETE FROM function WHERE name = ?")
                    .execute(arguments: [reference.name])
            }
            guard let number = Self.number(of: qualifier) else {
                throw notFound(reference.name, qualifier)
            }
            guard number > 0 else {
                throw FunctionsError.invalidParameter(
                    "$LATEST version cannot be deleted without deleting the function.")
            }
            let aliases = try Self.aliases(reference.name, db).filter {
                $0.version == qualifier || $0.weights[qualifier] != nil
            }
            guard aliases.isEmpty else {
                throw FunctionsError.conflict(
                    "Version \(qualifier) is currently being referenced by alias \(aliases[0].name).")
            }
            try db.cachedStatement(sql: "DELETE FROM function_version WHERE function = ? AND number = ?")
                .execute(arguments: [reference.name, number])
        }
    }

    /// `$LATEST` of all functions by name, or all versions of each.
    ///
    /// - Parameters:
    ///   - after: The last one of the page before, as ``VersionPlace``.
    ///   - limit: How many at most.
    func versions(all: Bool, of name: String? = nil, after: VersionPlace?, limit: Int) async throws -> [FunctionVersion]
    {
        try await store.read { db in
            if let name { _ = try needed(name, db) }
            let place = after ?? VersionPlace(function: name ?? "", number: -1)
            let statement = try db.cachedStatement(
                sql: """
                    SELECT content FROM function_version
                    WHERE (function, number) > (?, ?) AND (? IS NULL OR function = ?) AND (? OR number = 0)
                    ORDER BY function, number LIMIT ?
                    """)
            return try String.fetchAll(
                statement, arguments: [place.function, place.number, name, name, all, limit]
            )
            .map { try StoredJSON.value($0, of: "function_version") }
        }
    }

    /// Whether a version is there with this revision.
    func isCurrent(_ function: String, _ version: String, _ revision: String) -> Bool {
        guard let number = Self.number(of: version) else { return false }
        do {
            let found = try store.fastRead { db in
                try String.fetchOne(
                    db.cachedStatement(sql: "SELECT revision FROM function_version WHERE function = ? AND number = ?"),
                    arguments: [function, number])
            }
            return found == revision
        } catch {
            // A store that cannot be read now is no reason to end anything.
            return true
        }
    }

    /// The functions, and the bytes of their code.
    func usage() async throws -> (functions: Int, codeBytes: Int) {
        try await store.read { db in
            let functions = try Int.fetchOne(db, sql: "SELECT count(*) FROM function") ?? 0
            let bytes =
                try Int.fetchOne(
                    db, sql: "SELECT total(content ->> '$.code.size') FROM function_version") ?? 0
            return (functions, bytes)
        }
    }
}

import GRDB
import MeshCore
import MeshStore

/// What a call needs to know, read on the way of every call.
extension FunctionsStore {
    /// The version that a call reaches.
    ///
    /// - Parameters:
    ///   - point: Evenly from 0 up to 1; chooses among the versions of an alias.
    ///   - known: Gives the version of this revision when it was read before.
    /// - Throws: ``FunctionsError/functionNotFound(_:)``.
    func target(
        of reference: FunctionReference, point: Double, known: (_ revision: String) -> FunctionVersion?
    ) throws -> CallTarget {
        try store.fastRead { db in
            let record = try needed(reference.name, db)
            let qualifier = reference.qualifier ?? FunctionVersion.latest
            var number = Self.number(of: qualifier)
            if number == nil, let alias = try Self.alias(reference.name, qualifier, db) {
                number = Self.number(of: alias.choose(at: point))
            }
            guard let number, let version = try version(reference.name, number, known, db) else {
                throw notFound(reference.name, reference.qualifier)
            }
            let provisioned = number == 0 ? 0 : try Self.provisioned(reference.name, number, db)
            return CallTarget(function: record, version: version, provisioned: provisioned)
        }
    }

    private func version(
        _ function: String, _ number: Int, _ known: (String) -> FunctionVersion?, _ db: Database
    ) throws -> FunctionVersion? {
        let revision = try String.fetchOne(
            db.cachedStatement(sql: "SELECT revision FROM function_version WHERE function = ? AND number = ?"),
            arguments: [function, number])
        guard let revision else { return nil }
        return try known(revision) ?? Self.version(function, number, db)
    }

    /// Processes that are to be kept for a version, under its own number and under the aliases that point to it.
    static func provisioned(_ function: String, _ number: Int, _ db: Database) throws -> Int {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT qualifier, requested FROM provisioned_concurrency WHERE function = ?"),
            arguments: [function])
        return try rows.reduce(0) { sum, row in
            let qualifier: String = row[0]
            let version =
                try Self.number(of: qualifier) ?? alias(function, qualifier, db).flatMap { Self.number(of: $0.version) }
            return version == number ? sum + (row[1] as Int) : sum
        }
    }
}

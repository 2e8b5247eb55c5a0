import CatalogAPI
import GRDB
import MeshCore
import MeshStore
import Synchronization

/// The synonyms in the catalog's store, kept in memory until they change.
final class SynonymTable: Sendable {
    private let known = Mutex<(version: Int64, rules: SynonymRules)>((0, SynonymRules()))

    /// The rules as a snapshot has them.
    ///
    /// - Throws: `DatabaseError`.
    func rules(_ db: Database) throws -> SynonymRules {
        let version = try Int64.fetchOne(db.cachedStatement(sql: "SELECT version FROM search_synonyms")) ?? 0
        if let rules = known.withLock({ $0.version == version ? $0.rules : nil }) { return rules }
        let rules = try Self.document(db).rules
        known.withLock { $0 = (version, rules) }
        return rules
    }

    /// The synonyms as they were put.
    ///
    /// - Throws: `DatabaseError`; ``CatalogError/damagedRow(_:)``.
    static func document(_ db: Database) throws -> Synonyms {
        guard let text = try String.fetchOne(db, sql: "SELECT document FROM search_synonyms") else { return Synonyms() }
        // Text that does not parse is damage like any other; the error names the row, which is where to look.
        guard let json = try? JSONValue(parsing: text), let synonyms = Synonyms(json) else {
            throw CatalogError.damagedRow("search_synonyms")
        }
        return synonyms
    }

    static func put(_ synonyms: Synonyms, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO search_synonyms (only_row, document, version) VALUES (1, ?, 1)
                ON CONFLICT (only_row) DO UPDATE SET document = excluded.document, version = version + 1
                """
        ).execute(arguments: [synonyms.json.description])
    }
}

extension Synonyms {
    fileprivate var rules: SynonymRules {
        SynonymRules(mutual: mutual, oneWay: oneWay.map { ($0.phrase, $0.meanings) })
    }
}

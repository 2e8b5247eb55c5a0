import CatalogAPI
import Foundation
import GRDB
import MeshCore

/// A price rule as a row. Its terms are one document: nothing looks for rules by a part of them but memory.
enum PriceRuleRow {
    static let columns = "id, terms, created_at, updated_at, version"

    /// The rule of a row with these columns.
    ///
    /// - Throws: ``CatalogError/damagedRow(_:)``.
    static func rule(_ row: Row) throws -> PriceRule {
        let id: String = row[0]
        let text: String = row[1]
        do {
            return PriceRule(
                id: id, terms: try JSONDecoder().decode(PutPriceRule.self, from: Data(text.utf8)),
                createdAt: Timestamp(milliseconds: row[2]), updatedAt: Timestamp(milliseconds: row[3]), version: row[4])
        } catch is DecodingError {
            throw CatalogError.damagedRow(id)
        }
    }

    static func find(_ id: String, _ db: Database) throws -> PriceRule? {
        let statement = try db.cachedStatement(sql: "SELECT \(columns) FROM price_rule WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map(rule)
    }

    static func count(_ db: Database) throws -> Int {
        try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM price_rule")) ?? 0
    }

    static func set(_ rule: PriceRule, _ db: Database) throws {
        let terms = String(decoding: try JSONEncoder().encode(rule.terms), as: UTF8.self)
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO price_rule (id, terms, created_at, updated_at, version) VALUES (?, ?, ?, ?, ?)"
        ).execute(arguments: [rule.id, terms, rule.createdAt.milliseconds, rule.updatedAt.milliseconds, rule.version])
    }

    static func remove(_ id: String, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM price_rule WHERE id = ?").execute(arguments: [id])
    }

    static let pageSQL = "SELECT \(columns) FROM price_rule WHERE id > ? ORDER BY id LIMIT ?"

    static func page(after id: String, limit: Int, _ db: Database) throws -> [PriceRule] {
        try Row.fetchAll(db.cachedStatement(sql: pageSQL), arguments: [id, limit]).map(rule)
    }
}

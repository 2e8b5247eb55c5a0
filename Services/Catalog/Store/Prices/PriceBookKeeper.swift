import CatalogAPI
import GRDB
import MeshCore
import Synchronization

/// Keeps the price book in memory, and gives it out only when it is that of the reader's own snapshot: the last change
/// that the snapshot has tells. So a price list that any instance has withdrawn is withdrawn here too.
final class PriceBookKeeper: Sendable {
    /// How long a reader can wait for the book.
    enum Patience {
        /// On a caller's thread: some changes are taken in, more are not.
        case short
        /// On a thread of the store: all lists and rules are read if need be.
        case long
    }

    /// Changes that are taken in on a caller's thread, a few microseconds each.
    private static let fewChanges: Int64 = 64

    private let newest = Mutex<PriceBook?>(nil)

    /// The book of a snapshot.
    ///
    /// - Parameters:
    ///   - db: In a transaction, so that it stays the same snapshot.
    ///   - patience: How long the caller can wait.
    /// - Returns: nil when it would take longer.
    /// - Throws: ``CatalogError/damagedRow(_:)``, `DatabaseError`.
    func book(_ db: Database, patience: Patience) throws -> PriceBook? {
        // The sequence is never used twice, and the newest line is always kept.
        let last = try Int64.fetchOne(db.cachedStatement(sql: "SELECT max(sequence) FROM price_change")) ?? 0
        let held = newest.withLock { $0 }
        if let held, held.revision == last { return held }
        let book: PriceBook
        if let held, held.revision < last, last - held.revision <= Self.fewChanges {
            book = try Self.advance(held, to: last, db)
        } else {
            switch patience {
            case .short: return nil
            case .long: book = try Self.read(at: last, db)
            }
        }
        // A reader with an older snapshot must not take back what a newer one has brought.
        newest.withLock { newest in
            if newest.map({ $0.revision < book.revision }) ?? true { newest = book }
        }
        return book
    }

    private static func advance(_ book: PriceBook, to last: Int64, _ db: Database) throws -> PriceBook {
        var next = book
        let statement = try db.cachedStatement(
            sql: "SELECT DISTINCT list, rule FROM price_change WHERE sequence > ? AND sequence <= ?")
        for row in try Row.fetchAll(statement, arguments: [book.revision, last]) {
            if let number = row[0] as Int64? {
                let list = try PriceListRow.find(number: number, db)?.list
                next.lists[number] = list.flatMap { $0.active ? PriceTerms($0) : nil }
            } else if let id = row[1] as String? {
                next.rules.set(try PriceRuleRow.find(id, db).flatMap(BookedRule.init), of: id)
            }
        }
        next.revision = last
        return next
    }

    static let allListsSQL = """
        SELECT \(PriceListRow.columns) FROM price_list INDEXED BY price_list_newest WHERE deleted_at IS NULL
        """

    private static func read(at last: Int64, _ db: Database) throws -> PriceBook {
        var book = PriceBook(revision: last)
        let lists = try Row.fetchCursor(db.cachedStatement(sql: allListsSQL))
        while let row = try lists.next() {
            let stored = try PriceListRow(row)
            if stored.list.active { book.lists[stored.number] = PriceTerms(stored.list) }
        }
        let rules = try Row.fetchCursor(db.cachedStatement(sql: "SELECT \(PriceRuleRow.columns) FROM price_rule"))
        while let row = try rules.next() {
            let rule = try PriceRuleRow.rule(row)
            book.rules.set(BookedRule(rule), of: rule.id)
        }
        return book
    }
}

import CatalogAPI
import GRDB
import MeshCore
import MeshStore

/// Prices in the catalog's store: lists with their entries, rules, and the audit of their changes. Every change is written
/// with its line of the audit, its event and what is planned by it, in one transaction.
struct PriceStore: Sendable {
    /// A check of the version that is stored before it is changed; throws to leave it alone.
    typealias Precondition<Stored> = @Sendable (Stored) throws -> Void

    /// Lists of a shop: memory holds them all, and a quote looks through those that have an SKU.
    static let mostLists = 1000
    /// Rules of a shop: memory holds them all.
    static let mostRules = 10_000
    /// Entries for one SKU, of all lists together: a quote reads them all.
    static let mostEntriesPerSKU = 1000
    /// Lines for the other instances that are kept; who is further behind reads all lists and rules anew.
    private static let keptChanges: Int64 = 10_000

    let store: Store
    let clock: any WallClock
    let book: PriceBookKeeper
    private let outbox: Outbox

    /// - Parameters:
    ///   - store: Opened with ``CatalogSchema/migrations``.
    ///   - keptEvents: Events that wait for receivers; beyond it the oldest go.
    ///   - clock: The wall clock.
    init(store: Store, keptEvents: Int, clock: any WallClock) {
        self.store = store
        self.clock = clock
        book = PriceBookKeeper()
        outbox = Outbox(retention: .dropOldest(beyond: keptEvents))
    }

    /// Tells of a change, in its transaction.
    func tell(_ id: String, _ details: PriceChanged.Details, at time: Timestamp, _ db: Database) throws {
        let event = PriceChanged(id: id, details, time: time)
        try outbox.append(
            id: id, topic: PriceChanged.type, key: event.subject, payload: event.json.utf8, at: clock.now(), db)
    }

    /// Has every instance read a list again.
    static func noteChange(ofList number: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO price_change (list) VALUES (?)").execute(arguments: [number])
        try trimChanges(db)
    }

    /// Has every instance read a rule again.
    static func noteChange(ofRule id: String, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO price_change (rule) VALUES (?)").execute(arguments: [id])
        try trimChanges(db)
    }

    private static func trimChanges(_ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM price_change WHERE sequence <= ?")
            .execute(arguments: [db.lastInsertedRowID - keptChanges])
    }
}

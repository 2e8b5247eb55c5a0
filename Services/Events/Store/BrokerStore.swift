import GRDB
import KafkaBroker
import MeshStore

/// Where the instances take clients of Kafka, so that each can name all of them.
struct BrokerStore: Sendable {
    let store: Store

    /// Numbers are never given out again: clients take a broker to be the same as long as its number is.
    static let migration = Migration(
        "events-0002-brokers",
        sql: """
            CREATE TABLE kafka_broker (
                node INTEGER PRIMARY KEY AUTOINCREMENT,
                instance TEXT NOT NULL UNIQUE,
                host TEXT,
                port INTEGER
            ) STRICT
            """)

    /// Gives an instance its number, and forgets those that are gone.
    ///
    /// - Parameter living: The instances that live.
    /// - Throws: `StoreError`.
    func enroll(_ instance: String, among living: [String]) async throws -> Int32 {
        try await store.write { db in
            let known = try String.fetchAll(db.cachedStatement(sql: "SELECT instance FROM kafka_broker"))
            for gone in known where gone == instance || !living.contains(gone) { try Self.remove(gone, db) }
            try db.cachedStatement(sql: "INSERT INTO kafka_broker (instance) VALUES (?)").execute(arguments: [instance])
            // It would take years of restarts each second to pass this.
            return Int32(truncatingIfNeeded: db.lastInsertedRowID)
        }
    }

    /// Tells where an instance takes clients.
    ///
    /// - Throws: `StoreError`.
    func announce(_ broker: BrokerAddress) async throws {
        try await store.write { db in
            try db.cachedStatement(sql: "UPDATE kafka_broker SET host = ?, port = ? WHERE node = ?")
                .execute(arguments: [broker.host, broker.port, broker.id])
        }
    }

    /// Tells that an instance takes no clients any more.
    ///
    /// - Throws: `StoreError`.
    func leave(_ instance: String) async throws {
        try await store.write { db in try Self.remove(instance, db) }
    }

    /// Those that take clients, in the order of their numbers; some may be dead.
    ///
    /// - Throws: `StoreError`.
    func brokers() throws -> [BrokerAddress] {
        try store.fastRead { db in
            let statement = try db.cachedStatement(
                sql: "SELECT node, instance, host, port FROM kafka_broker WHERE port IS NOT NULL ORDER BY node")
            return try Row.fetchAll(statement).map {
                BrokerAddress(id: $0["node"], instance: $0["instance"], host: $0["host"], port: $0["port"])
            }
        }
    }

    private static func remove(_ instance: String, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM kafka_broker WHERE instance = ?").execute(arguments: [instance])
    }
}

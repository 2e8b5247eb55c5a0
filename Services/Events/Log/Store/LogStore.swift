import GRDB
import MeshCore
import MeshStore

/// What our log keeps in SQLite: topics, who owns their partitions, which segments there are, and how far groups have come.
///
/// Errors of the store reach callers as ``EventLogError/metadata(_:)``.
struct LogStore: Sendable {
    let store: Store
    let knownTopics = VersionMemory<TopicName, Topic>()
    let knownOwnership = VersionMemory<PartitionKey, Bool>()

    init(store: Store) {
        self.store = store
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await store.write(body)
        } catch let error as StoreError {
            throw EventLogError.metadata(error)
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do {
            return try store.fastRead(body)
        } catch let error as StoreError {
            throw EventLogError.metadata(error)
        }
    }

    /// A number that differs from an earlier one if any process has committed in between.
    func version() throws -> Int64 {
        do {
            return try store.dataVersion()
        } catch let error as StoreError {
            throw EventLogError.metadata(error)
        }
    }

    /// Counts on.
    static func next(of counter: String, _ db: Database) throws -> Int64 {
        let statement = try db.cachedStatement(
            sql: "UPDATE log_counter SET value = value + 1 WHERE name = ? RETURNING value")
        guard let value = try Int64.fetchOne(statement, arguments: [counter]) else {
            preconditionFailure("the migration makes the counter \(counter)")
        }
        return value
    }

    /// A number for a producer.
    func makeProducer() async throws -> Int64 {
        try await write { db in try Self.next(of: "producer", db) }
    }
}

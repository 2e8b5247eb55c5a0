import GRDB
import MeshStore
import Synchronization

/// What is kept in memory of a table, and read again once any instance has changed it.
///
/// Before memory is trusted the store is asked whether any process has committed since (some nanoseconds), and if so, whether
/// that was a change of this.
final class SharedSnapshot<Value: Sendable>: Sendable {
    private struct Held {
        var dataVersion: Int64
        var revision: Int64
        var value: Value
    }

    private let store: Store
    private let scope: SnapshotScope
    private let load: @Sendable (Database) throws -> Value
    private let held = Mutex<Held?>(nil)

    /// - Parameters:
    ///   - store: The store.
    ///   - scope: What it is of.
    ///   - load: Reads it all, in one statement.
    init(_ store: Store, of scope: SnapshotScope, load: @escaping @Sendable (Database) throws -> Value) {
        self.store = store
        self.scope = scope
        self.load = load
    }

    /// What the table holds; of a change at the same time either before or after it.
    ///
    /// - Throws: `StoreError`, and what loading throws.
    func value() throws -> Value {
        // Both numbers are asked for before what they stand for, so that a change in between is seen the next time.
        let version = try store.dataVersion()
        let before = held.withLock { $0 }
        if let before, before.dataVersion == version { return before.value }
        let fresh = try store.fastRead { [scope, load] db in
            let revision = try SnapshotRevision.of(scope, db)
            if var kept = before, kept.revision == revision {
                kept.dataVersion = version
                return kept
            }
            return Held(dataVersion: version, revision: revision, value: try load(db))
        }
        held.withLock { $0 = fresh }
        return fresh.value
    }
}

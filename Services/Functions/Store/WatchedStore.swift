import GRDB
import MeshStore

/// A store whose writes somebody watches: each before it begins, and when it is on disk.
struct WatchedStore: DurableStore {
    let store: Store
    let observer: FunctionsObserver

    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        observer.reached("before a write")
        let value = try await store.write(body)
        observer.reached("after a write")
        return value
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await store.read(body)
    }

    func fastRead<T>(_ body: (Database) throws -> T) throws -> T { try store.fastRead(body) }
}

package import GRDB

/// What a service's own store is written against: durable writes, and reads. A simulation puts a disk of its own in the
/// place of ``Store``.
package protocol DurableStore: Sendable {
    /// Changes the database, durably; see ``Store/write(_:)``.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T

    /// Reads from one snapshot; see ``Store/read(_:)``.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T

    /// Reads a row or a few on the caller's own thread; see ``Store/fastRead(_:)``.
    func fastRead<T>(_ body: (Database) throws -> T) throws -> T
}

extension Store: DurableStore {}

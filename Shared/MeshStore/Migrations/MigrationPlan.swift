/// Which migrations a file still needs: the rule, apart from SQL.
struct MigrationPlan: Equatable {
    /// A migration as the file remembers it.
    struct Applied: Equatable {
        var id: String
        var checksum: String
    }

    /// What remains to be run, in order.
    let pending: [Migration]

    /// Compares what a file remembers with what the binary knows.
    ///
    /// - Parameters:
    ///   - applied: The file's migrations in the order in which they ran.
    ///   - known: The binary's, in the order of its list.
    ///   - path: The file, for the error's words.
    /// - Throws: ``StoreError/newerSchema(path:unknown:)`` when the file has migrations beyond the list,
    ///   ``StoreError/changedMigration(path:applied:expected:)`` when one differs in name, order or content.
    init(applied: [Applied], known: [Migration], path: String) throws(StoreError) {
        for (past, migration) in zip(applied, known) {
            guard past.id == migration.id, past.checksum == migration.checksum else {
                throw .changedMigration(
                    path: path, applied: "\(past.id) (\(past.checksum.prefix(12)))",
                    expected: "\(migration.id) (\(migration.checksum.prefix(12)))")
            }
        }
        guard applied.count <= known.count else {
            throw .newerSchema(path: path, unknown: applied.dropFirst(known.count).map(\.id))
        }
        pending = Array(known.dropFirst(applied.count))
    }
}

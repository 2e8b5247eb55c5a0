/// What can go wrong with a store, apart from a statement's own errors (a constraint, for instance), which reach the
/// caller as GRDB's `DatabaseError`.
package enum StoreError: Error, Equatable {
    /// The disk, or the space the file may take, is used up. Nothing of the write was kept.
    case full(path: String)
    /// Another process held the write lock for longer than the limit. Nothing of the write was kept.
    case busy(path: String, waited: Duration)
    /// More writes or reads wait than the configuration allows. Nothing was begun.
    case overloaded(limit: Int)
    /// The write-ahead log passed its hard limit because a reader keeps an old snapshot. Nothing was begun.
    case logTooLarge(path: String, bytes: Int)
    /// The file is not a database, or is damaged.
    case corrupt(path: String, detail: String)
    /// The file or its directory cannot be written.
    case readOnly(path: String)
    /// The file cannot be opened at all.
    case cannotOpen(path: String, detail: String)
    /// The file was migrated by a newer binary; its migrations beyond ours are named.
    case newerSchema(path: String, unknown: [String])
    /// A migration that was applied to the file is not the one of that name in this binary.
    case changedMigration(path: String, applied: String, expected: String)
    /// A migration's SQL failed; the file is as it was before.
    case migrationFailed(id: String, detail: String)
    /// SQLite did not take a setting that safety rests on.
    case unsafeSetting(name: String, wanted: String, found: String)
    /// The disk reported an error while a group was committed. Whether it is on disk cannot be known, so nothing was
    /// acknowledged and this store takes no more writes.
    case inputOutput(path: String, detail: String)
    /// The store has been closed.
    case closed
    /// The lease that a write was to be guarded by belongs to somebody else now. Nothing of the write was kept.
    case leaseLost(name: String, fence: Int64)
}

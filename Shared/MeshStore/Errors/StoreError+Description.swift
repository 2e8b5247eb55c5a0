extension StoreError: CustomStringConvertible {
    /// What happened and what to do about it, in words for the log and the terminal of whoever runs the service.
    package var description: String {
        switch self {
        case .full(let path):
            "No space left for \(path). Free space on its disk (or raise its page limit); writes work again at once."
        case .busy(let path, let waited):
            "Another process has been writing to \(path) for more than \(waited). Try again; if it persists, look "
                + "for a stopped process with `fuser \(path)`."
        case .overloaded(let limit):
            "More than \(limit) calls wait for the store. Try again later, or spread the load."
        case .logTooLarge(let path, let bytes):
            "\(path)-wal has grown to \(bytes) bytes because a reader keeps an old snapshot. End that process "
                + "(`fuser \(path)`); writes work again at once."
        case .corrupt(let path, let detail):
            "\(path) is damaged or not a database (\(detail)). Stop the service, keep the file for inspection, "
                + "and restore the last backup."
        case .readOnly(let path):
            "\(path) cannot be written. Check the owner and permissions of the file and of its directory, and "
                + "whether the disk is mounted read-only."
        case .cannotOpen(let path, let detail):
            "\(path) cannot be opened (\(detail)). Check that its directory exists and may be entered and written."
        case .newerSchema(let path, let unknown):
            "\(path) was migrated by a newer version (\(unknown.joined(separator: ", "))). Run that version, or "
                + "restore a backup made before it."
        case .changedMigration(let path, let applied, let expected):
            "\(path) was migrated with \(applied) where this version has \(expected). Migrations are frozen: undo "
                + "the edit and add a new migration instead."
        case .migrationFailed(let id, let detail):
            "Migration \(id) failed (\(detail)). The file is unchanged: correct the migration, or the data it "
                + "stumbled on."
        case .unsafeSetting(let name, let wanted, let found):
            "SQLite answered \(found) for \(name) where \(wanted) is needed. Use a local disk and a SQLite that "
                + "supports it."
        case .inputOutput(let path, let detail):
            "The disk under \(path) failed (\(detail)). Check the disk, then restart the service; until then it "
                + "takes no writes."
        case .closed:
            "The store has been closed."
        case .leaseLost(let name, let fence):
            "The lease \(name) with fence \(fence) has been taken over by another instance, which does the work now."
        }
    }
}

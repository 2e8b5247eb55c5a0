/// What instances keep in memory of the store, by the table of which it is.
enum SnapshotScope: String, Sendable {
    case sites
    case schemas
}

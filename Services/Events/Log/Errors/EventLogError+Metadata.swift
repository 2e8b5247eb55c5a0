import MeshStore

extension EventLogError {
    /// Whether a write of metadata that ended so has certainly changed nothing, and may work the next time.
    var leavesMetadataUnchanged: Bool {
        guard case .metadata(let error) = self else { return false }
        return switch error {
        case .full, .busy, .overloaded, .logTooLarge: true
        case .corrupt, .readOnly, .cannotOpen, .newerSchema, .changedMigration, .migrationFailed, .unsafeSetting,
            .inputOutput, .closed, .leaseLost:
            false
        }
    }
}

import MeshCore
import StatesLanguage

/// What is left of map runs that have failed or were aborted.
extension ExecutionShard {
    /// Stops the items of a map run that has failed or was aborted; one that was redriven since keeps them.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError/damagedRow(_:)``.
    func stopItems(of mapRun: Int64) async throws {
        let running = try await environment.store.runningExecutions(ofMapRun: mapRun)
        guard try hasEnded(mapRun) else { return }
        let known = residents.filter { $0.value.record.item?.mapRun == mapRun }
        for execution in Set(running).union(known.keys) { step(execution, [.stop(error: nil, cause: nil)]) }
        try await environment.store.abortLostItems(
            of: mapRun, but: known.values.compactMap(\.record.item?.index), under: lease)
    }

    /// Whether a map run has ended, on disk, and was not redriven since, in memory.
    private func hasEnded(_ mapRun: Int64) throws -> Bool {
        guard let record = try environment.store.mapRun(mapRun), !record.status.isOpen else { return false }
        return residents[record.execution]?.mapRuns[mapRun] == nil
    }

    /// Has items stopped that run although their map run has ended: whoever was to stop them has died, or a write has failed.
    ///
    /// - Throws: `StoreError`.
    func stopLeftItems() async throws {
        for mapRun in try await environment.store.endedMapRunsWithRunningItems(of: number) {
            mapRunDesk.yield(.stop(mapRun: mapRun))
        }
    }
}

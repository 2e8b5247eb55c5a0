import MeshCore
import StatesLanguage
import Synchronization

/// Definitions that were read once and stay in memory while executions run on them: revisions never change.
final class RevisionCache: Sendable {
    private struct State {
        var revisions: [Int64: PreparedRevision] = [:]
        var order: [Int64] = []
        var itemDefinitions: [Int64: Definition] = [:]
    }

    private let state = Mutex(State())
    private let store: OrchestratorStore
    private let limit: Int

    /// - Parameter limit: Revisions to keep, each with a definition of at most 1 MiB.
    init(store: OrchestratorStore, limit: Int) {
        self.store = store
        self.limit = limit
    }

    /// A revision by its number.
    ///
    /// - Throws: ``OrchestratorError/damagedRow(_:)`` when it is gone or cannot be read; `StoreError`.
    func revision(_ number: Int64) throws -> PreparedRevision {
        if let known = state.withLock({ $0.revisions[number] }) { return known }
        guard let revision = try store.revision(number) else {
            throw OrchestratorError.damagedRow("revision \(number) is missing")
        }
        let prepared = PreparedRevision(
            revision: revision, definition: try Definition(parsing: revision.definition))
        state.withLock { state in
            state.revisions[number] = prepared
            state.order.append(number)
            if state.order.count > limit { state.revisions[state.order.removeFirst()] = nil }
        }
        return prepared
    }

    /// What an execution runs: its revision's definition, or the part of it that belongs to its map run.
    func definition(of record: ExecutionRecord) throws -> Definition {
        guard let item = record.item else { return try revision(record.revision).definition }
        if let known = state.withLock({ $0.itemDefinitions[item.mapRun] }) { return known }
        guard let mapRun = try store.mapRun(item.mapRun), let parent = try store.execution(mapRun.execution),
            let definition = try definition(of: parent).itemDefinition(ofState: mapRun.stateName)
        else { throw OrchestratorError.damagedRow("map run \(item.mapRun) has no definition") }
        state.withLock { state in
            if state.itemDefinitions.count > limit { state.itemDefinitions.removeAll() }
            state.itemDefinitions[item.mapRun] = definition
        }
        return definition
    }
}

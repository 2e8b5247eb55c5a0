import GRDB
import MeshCore
import MeshStore

/// The orchestrator's SQLite file, in its own words.
struct OrchestratorStore: Sendable {
    static let fileName = "orchestrator.sqlite"

    let store: any DurableStore
    let scope: ARNScope
    let clock: any WallClock
}

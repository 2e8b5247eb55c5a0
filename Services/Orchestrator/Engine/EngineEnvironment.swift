import Logging
import MeshCore
import StatesLanguage

/// What the shards of an engine share.
struct EngineEnvironment: Sendable {
    let store: OrchestratorStore
    let revisions: RevisionCache
    let dispatcher: TaskDispatcher
    let switchboard: Switchboard
    let mapItems: any MapItemDesk
    let limits: ExecutionLimits
    let settings: EngineSettings
    let clock: any WallClock
    /// Measures pauses.
    let pauses: any Clock<Duration>
    let observer: EngineObserver
    let logger: Logger
    var randomness = EngineRandomness.system
}

import Logging
import MeshCore
import MeshStore
import MeshTestKit
import NIOPosix
import StatesLanguage
import Synchronization

@testable import Orchestrator

/// Engines of several instances over one file, whose tasks a test does.
struct EngineStage: Sendable {
    static let scope = ARNScope(region: "us-east-1", account: "000000000000")

    let directory: TemporaryDirectory
    var clock: any WallClock = SystemWallClock()
    var limits: [String: DispatchLimit] = [:]

    init() throws {
        directory = try TemporaryDirectory()
    }

    func store() throws -> OrchestratorStore {
        OrchestratorStore(
            store: try Store.open(
                path: directory.path(OrchestratorStore.fileName), migrations: OrchestratorSchema.migrations,
                clock: clock),
            scope: Self.scope, clock: clock)
    }

    /// An instance, which works while its `run()` does.
    func engine(_ name: String, _ tasks: any TaskIntegration) throws -> WorkflowEngine {
        let store = try store()
        let logger = Logger(label: name) { _ in SwiftLogNoOpLogHandler() }
        let (settings, pauses) = (EngineSettings(), ContinuousClock())
        let link = BellLink()
        let bells = try LoopbackBells.make(group: MultiThreadedEventLoopGroup.singleton) { link.heard($0) }
        let dispatcher = TaskDispatcher(
            integration: tasks, policies: ArgumentPolicies(),
            holds: StoredHolds(store: store, owner: name, bells: bells), limits: limits, settings: settings,
            clock: clock,
            pauses: pauses, observer: .none, logger: logger)
        let environment = EngineEnvironment(
            store: store, revisions: RevisionCache(store: store, limit: 10), dispatcher: dispatcher,
            switchboard: Switchboard(bells: bells), mapItems: LocalItems(store: store, buckets: nil),
            limits: .unbounded,
            settings: settings, clock: clock, pauses: pauses, observer: .none, logger: logger)
        let keeper = ShardKeeper(owner: name, environment: environment, bells: bells, isAlive: { _ in true })
        let engine = WorkflowEngine(environment: environment, keeper: keeper, bells: bells)
        link.connect(engine)
        return engine
    }

    /// Makes a state machine and tells what starts it.
    func machine(_ name: String, _ definition: JSONValue, in engine: WorkflowEngine) async throws -> StartTarget {
        _ = try await engine.store.create(
            NewStateMachine(
                name: name, type: .standard, definition: definition.description,
                settings: MachineSettings(
                    roleARN: "arn:aws:iam::000000000000:role/test", logging: MachineSettings.plainLogging,
                    tracing: MachineSettings.plainTracing),
                tags: [], publish: false))
        return try engine.store.startTarget(Self.scope.text(.stateMachine(name)), draw: 0)
    }

    /// A task whose arguments are the execution's input.
    static let oneTask: JSONValue = [
        "StartAt": "T",
        "States": [
            "T": ["Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:work", "End": true]
        ],
    ]
}

/// Leads bells to an engine that is made after them.
private final class BellLink: Sendable {
    private let engine = Mutex<WorkflowEngine?>(nil)

    func connect(_ engine: WorkflowEngine) { self.engine.withLock { $0 = engine } }
    func heard(_ bell: InstanceBell) { engine.withLock { $0 }?.heard(bell) }
}

/// Keys and tenants as the tasks' arguments have them.
private struct ArgumentPolicies: DispatchPolicies {
    func policy(for job: TaskJob) -> DispatchPolicy {
        let arguments = job.order.arguments.value
        return DispatchPolicy(
            tenant: arguments["tenant"]?.stringValue ?? "", exclusiveKey: arguments["key"]?.stringValue,
            target: TaggedPolicies.target(of: job.order))
    }
}

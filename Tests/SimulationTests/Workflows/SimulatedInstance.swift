import Logging
import MeshCore
import MeshTestKit
import StatesLanguage

@testable import Orchestrator

/// An instance of the orchestrator: its engine as it is, over the simulated clock, disk and world.
struct SimulatedInstance: Sendable {
    let process: SimulatedProcess
    let engine: WorkflowEngine

    init(in world: WorkflowWorld) {
        let process = world.machine.startProcess()
        let pauses = SimulatedPauses(machine: world.machine, process: process.number)
        let store = OrchestratorStore(
            store: SimulatedStore(disk: world.disk, machine: world.machine, process: process, fates: world.fates),
            scope: WorkflowWorld.scope, clock: world.clock)
        let bells = SimulatedBells(port: process.number) { [weak world] bell, peer in world?.ring(bell, at: peer) }
        let starter = SimulatedStarter()
        // The simulation looks at what is on disk, not at what is said.
        let logger = Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() }
        let dispatcher = TaskDispatcher(
            integration: SimulatedTasks(
                world: world, process: process.number, pauses: pauses,
                nested: NestedWorkflowIntegration(starter: starter)),
            policies: TaggedPolicies(store: store),
            holds: StoredHolds(store: store, owner: "\(process.number)", bells: bells), limits: [:],
            settings: world.plan.settings, executor: process, clock: world.clock, pauses: pauses, observer: .none,
            logger: logger)
        var environment = EngineEnvironment(
            store: store, revisions: RevisionCache(store: store, limit: world.plan.settings.cachedRevisions),
            dispatcher: dispatcher, switchboard: Switchboard(bells: bells),
            mapItems: LocalItems(store: store, buckets: nil), limits: world.plan.limits,
            settings: world.plan.settings, clock: world.clock, pauses: pauses, observer: .none, logger: logger)
        environment.randomness = .seeded(.init(seed: world.plan.seed))
        let keeper = ShardKeeper(
            owner: "\(process.number)", environment: environment, bells: bells,
            isAlive: { [machine = world.machine] owner in Int(owner).map(machine.isAlive) ?? false })
        let engine = WorkflowEngine(environment: environment, keeper: keeper, bells: bells)
        starter.connect(engine)
        self.process = process
        self.engine = engine
        // It ends with its process, by being killed.
        process.begin { try? await engine.run() }
    }

    /// Does what another instance's bell asks for.
    func hear(_ bell: InstanceBell) { engine.heard(bell) }
}

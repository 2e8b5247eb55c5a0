import MeshCore
import MeshRuntime
import MeshStore
import MeshTransport
import StatesLanguage
import Synchronization

/// Puts the engine and its integrations together; some of these call the API that is made of the engine.
final class EngineAssembly: Sendable {
    private let configuration: OrchestratorConfiguration
    private let store: OrchestratorStore
    private let observer: EngineObserver
    private let localFunctions: LocalFunctions?
    private let link = EngineLink()
    private let thread: EngineThread

    /// - Throws: `IOError` when there cannot be another thread.
    init(
        configuration: OrchestratorConfiguration, store: OrchestratorStore, observer: EngineObserver,
        localFunctions: LocalFunctions?
    ) throws {
        thread = try EngineThread()
        self.localFunctions = localFunctions
        self.configuration = configuration
        self.store = store
        self.observer = observer
    }

    /// - Throws: `IOError` when no bell can be hung up.
    func engine(_ runtime: Runtime) throws -> WorkflowEngine {
        let settings = EngineSettings()
        let pauses = ContinuousClock()
        let link = link
        let bells = try LoopbackBells.make(group: runtime.group) { link.heard($0) }
        let switchboard = Switchboard(bells: bells)
        let owner = "\(ProcessMark.own)/\(runtime.common.instance)"
        let dispatcher = TaskDispatcher(
            integration: desk(runtime), policies: TaggedPolicies(store: store),
            holds: StoredHolds(store: store, owner: owner, bells: bells), limits: configuration.functionLimits,
            settings: settings, executor: thread.executor, clock: runtime.clock, pauses: pauses, observer: observer,
            logger: runtime.logger)
        let environment = EngineEnvironment(
            store: store, revisions: RevisionCache(store: store, limit: settings.cachedRevisions),
            dispatcher: dispatcher, switchboard: switchboard,
            mapItems: LocalItems(store: store, buckets: configuration.bucketDirectory.map(Buckets.init)),
            limits: configuration.limits, settings: settings, clock: runtime.clock, pauses: pauses,
            observer: observer, logger: runtime.logger)
        let keeper = ShardKeeper(
            owner: owner, environment: environment, bells: bells,
            isAlive: { owner in ProcessMark.isAlive(String(owner.prefix { $0 != "/" })) })
        return WorkflowEngine(environment: environment, keeper: keeper, bells: bells, thread: thread)
    }

    private func desk(_ runtime: Runtime) -> IntegrationDesk {
        IntegrationDesk(
            functions: FunctionIntegration(
                functions: localFunctions ?? functions(runtime.client(of: "functions", on: thread.loops), runtime)),
            workflows: NestedWorkflowIntegration(starter: link),
            web: WebIntegration(
                services: ServiceClients(runtime: runtime), patience: configuration.patience, clock: runtime.clock),
            operations: OperationIntegration(operations: link))
    }

    /// Calls the targets of schedules with what tasks are done with.
    func scheduleTarget(_ runtime: Runtime) -> MeshScheduleTarget {
        MeshScheduleTarget(
            starter: link, operations: link,
            functions: functions(runtime.client(of: "functions"), runtime),
            services: ServiceClients(runtime: runtime), patience: .seconds(60), clock: runtime.clock)
    }

    private func functions(_ client: ServiceClient, _ runtime: Runtime) -> FunctionsClient {
        FunctionsClient(
            client: client, patience: configuration.patience, outage: configuration.outage, clock: runtime.clock,
            logger: runtime.logger)
    }

    /// Lets the integrations call the API.
    func connect(_ engine: WorkflowEngine, _ handlers: StepFunctionsHandlers) {
        link.connect(engine, handlers)
    }
}

import Logging
import MeshCore
package import MeshRuntime
import MeshStore
import MeshTransport
import ServiceLifecycle

/// The orchestrator put together: the store, the engine, the Step Functions API, and schedules.
package struct OrchestratorService: MeshService {
    package let api: API
    package let checks: [HealthCheck]

    let engine: WorkflowEngine
    /// Shards write one after the other. A group that waited for all of them would leave the engine without work while it
    /// is written, and the disk while they step.
    private static let groupTime = Duration.milliseconds(2)

    private let file: Store
    private let sweeper: DeletionSweeper
    private let retention: RetentionSweeper
    private let schedules: ScheduleAssembly

    /// Opens the store and puts the engine together.
    ///
    /// - Parameters:
    ///   - configuration: The orchestrator's own.
    ///   - runtime: Its ties to the mesh.
    ///   - observer: Is told of every boundary of every step; for tests that stop a process there.
    ///   - functions: Answers invocations in this process, in place of the functions service; for benchmarks of the engine.
    /// - Throws: `StoreError`; `SecretFile.Failure` when a key cannot be read or made; `IOError`.
    package init(
        _ configuration: OrchestratorConfiguration, runtime: Runtime, observer: EngineObserver = .none,
        functions: LocalFunctions? = nil
    ) throws {
        let directory = runtime.common.dataDirectory
        var limits = StoreConfiguration()
        limits.groupTime = Self.groupTime
        let file = try Store.open(
            path: "\(directory)/\(OrchestratorStore.fileName)", migrations: OrchestratorSchema.migrations,
            configuration: limits, clock: runtime.clock, logger: runtime.logger)
        self.file = file
        let scope = ARNScope(region: configuration.region, account: configuration.account)
        let store = OrchestratorStore(store: file, scope: scope, clock: runtime.clock)
        let assembly = try EngineAssembly(
            configuration: configuration, store: store, observer: observer, localFunctions: functions)
        engine = try assembly.engine(runtime)
        let cursors = Cursors(secret: try SecretFile(path: "\(directory)/orchestrator.cursors").load())
        let handlers = StepFunctionsHandlers(
            engine: engine, gate: DefinitionGate(), pages: PageTokens(cursors: cursors),
            tester: StateTester(engine: engine))
        assembly.connect(engine, handlers)
        sweeper = DeletionSweeper(store: store, pauses: ContinuousClock(), logger: runtime.logger)
        retention = RetentionSweeper(
            store: store, retention: configuration.retention, pauses: ContinuousClock(), logger: runtime.logger)
        schedules = ScheduleAssembly(
            store, target: assembly.scheduleTarget(runtime),
            settings: ScheduleSettings(missedTimes: configuration.missedTimes), logger: runtime.logger)
        var api = API(title: "Orchestrator", version: "1")
        let access: Access =
            switch configuration.callers {
            // Who writes a workflow acts with the orchestrator's own rights: it calls functions and services of the mesh.
            case .signed: .role("admin")
            case .anybody: .public
            }
        api.include(handlers.service(access: access))
        // Reports that are made at set times.
        schedules.add(to: &api, access: access == .public ? access : .mesh("reporting", orRole: "admin"))
        ServiceRoutes(engine: engine).add(to: &api)
        self.api = api
        let switchboard = engine.environment.switchboard
        checks = [
            HealthCheck("store") { try await file.proveWritable() },
            HealthCheck("shards") {
                guard !switchboard.heldShards.isEmpty else { throw OrchestratorError.notReady }
            },
        ]
    }

    /// Works beside requests until the service ends, then closes the store.
    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [engine, sweeper, retention, schedules] in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await engine.run() }
                    group.addTask { try await sweeper.run() }
                    group.addTask { try await retention.run() }
                    group.addTask { try await schedules.run() }
                    defer { group.cancelAll() }
                    try await group.waitForAll()
                }
            }
        } catch is CancellationError {
            // The way in which it ends.
        }
        try await file.close()
    }
}

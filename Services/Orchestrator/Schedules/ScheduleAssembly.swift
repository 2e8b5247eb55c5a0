import Logging
import MeshCore
import MeshRuntime
import MeshStore

/// Schedules put together: their store, their API, and the work beside requests.
struct ScheduleAssembly: Sendable {
    private let routes: ScheduleRoutes
    private let runner: ScheduleRunner

    /// - Parameters:
    ///   - store: The orchestrator's file, opened with ``ScheduleSchema/migrations``.
    ///   - target: Calls what schedules call.
    ///   - settings: Their bounds.
    init(_ store: OrchestratorStore, target: any ScheduleTarget, settings: ScheduleSettings, logger: Logger) {
        let schedules = ScheduleStore(
            store: store.store, place: store.scope, zones: SystemTimeZones(), settings: settings, clock: store.clock)
        routes = ScheduleRoutes(desk: ScheduleDesk(store: schedules))
        runner = ScheduleRunner(
            store: schedules, target: target, owner: ProcessMark.own, isAlive: ProcessMark.isAlive,
            pauses: ContinuousClock(), logger: logger)
    }

    /// Adds the operations.
    ///
    /// - Parameter access: Who may call them.
    func add(to api: inout API, access: Access) {
        routes.add(to: &api, access: access)
    }

    /// Runs schedules until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await runner.run()
    }
}

import MeshCore
import ReportingAPI

/// Schedules of saved reports: kept here, run by the orchestrator.
struct DeliveryDesk: Sendable {
    private let store: ReportStore
    private let teller: ScheduleTeller
    private let courier: Courier
    private let clock: any WallClock

    /// The work beside requests leaves a schedule alone for so long, while a request tells the orchestrator of it.
    private static let grace: Duration = .seconds(10)

    init(store: ReportStore, teller: ScheduleTeller, courier: Courier, clock: any WallClock) {
        self.store = store
        self.teller = teller
        self.courier = courier
        self.clock = clock
    }

    /// Keeps a schedule, and has the orchestrator run it. When that is out of reach, it is told later.
    ///
    /// - Throws: ``ReportingError``; `StoreError`.
    func put(_ definition: PutReportSchedule, as name: String, of report: SavedReport) async throws -> ScheduleRecord {
        let objections = definition.destinations.enumerated().compactMap { place, destination in
            courier.objection(to: destination, field: "destinations[\(place)]")
        }
        guard objections.isEmpty else { throw ReportingError.invalid(objections) }
        let now = clock.now()
        let (schedule, before) = try await store.put(
            definition, as: name, of: report.id, id: ID<ScheduleRecord>.make().description, at: now,
            later: now + Self.grace)
        switch try await teller.tell(schedule) {
        case .kept: try await store.settle(schedule, problem: nil)
        case .unreachable: break
        case .refused(let words):
            try await store.takeBack(schedule, for: before, at: now)
            let field = words.contains("Timezone") || words.contains("timezone") ? "timeZone" : "expression"
            throw ReportingError.invalid([FieldError(field: field, code: "invalid", message: words)])
        }
        return try store.schedule(id: schedule.id) ?? schedule
    }

    /// Ends a schedule. When the orchestrator is out of reach, it is told later; what it fires until then is not run.
    ///
    /// - Throws: `StoreError`.
    func delete(_ schedule: ScheduleRecord) async throws {
        try await store.markDeleting(schedule, later: clock.now() + Self.grace)
        guard let deleting = try store.schedule(id: schedule.id) else { return }
        if try await teller.tell(deleting) == .kept { try await store.forget(deleting) }
    }

    /// Begins the run of a time that has come; the same firing again begins nothing.
    ///
    /// - Throws: ``ReportingError/scheduleNotFound``; `StoreError`.
    func fire(_ firing: FireReport, of id: String) async throws {
        guard let schedule = try store.schedule(id: id) else { throw ReportingError.scheduleNotFound }
        try await store.beginRun(firing, of: schedule.id, at: clock.now())
    }

    /// Begins a run now, under an id of its own.
    ///
    /// - Throws: ``ReportingError/scheduleNotFound``; `StoreError`.
    func runNow(_ schedule: ScheduleRecord) async throws -> ReportRun {
        let now = clock.now()
        let firing = FireReport(firing: ID<RunRecord>.make().description, scheduledAt: now)
        try await store.beginRun(firing, of: schedule.id, at: now)
        guard let run = try await store.runs(of: schedule.id).first(where: { $0.id == firing.firing }) else {
            throw ReportingError.scheduleNotFound
        }
        return run
    }
}

import HTTPTypes
import MeshCore
import MeshRuntime
import ReportingAPI

/// Schedules of saved reports, and what became of their runs, over HTTP.
struct DeliveryRoutes: Sendable {
    let store: ReportStore
    let desk: DeliveryDesk

    private static let tag = "saved reports"
    private static let list = "/v1/reports/saved/{report}/schedules"
    private static let path = "\(list)/{name}"
    private static let report = Parameter.path("report", .string(1...64), "The saved report's id")
    private static let name = Parameter.path(
        "name", .string(1...64), "The schedule's name, as whoever made it has chosen it")

    func add(to api: inout API) {
        addReading(to: &api)
        addWriting(to: &api)
        addRuns(to: &api)
        addFiring(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.list,
            Operation(
                id: "listReportSchedules", summary: "When a saved report is made, and where its files go",
                tag: Self.tag, access: ReportsAccess.managing, parameters: [Self.report],
                responses: [.ok(ReportScheduleList.self, "All of them.")])
        ) { [store] input, _ in
            let schedules = try await store.schedules(of: try find(input).id)
            return try .json(ReportScheduleList(items: schedules.map(\.message)))
        }
        api.on(
            .get, Self.path,
            Operation(
                id: "getReportSchedule", summary: "A schedule of a saved report", tag: Self.tag,
                access: ReportsAccess.managing, parameters: [Self.report, Self.name],
                responses: [.ok(ReportSchedule.self)])
        ) { [self] input, _ in try .json(try schedule(input).message) }
    }

    private func addWriting(to api: inout API) {
        api.on(
            .put, Self.path,
            Operation(
                id: "putReportSchedule",
                summary: "Have a saved report made at set times, and its files brought somewhere",
                tag: Self.tag, access: ReportsAccess.managing, parameters: [Self.report, Self.name],
                request: .json(PutReportSchedule.self),
                responses: [.ok(ReportSchedule.self, "The schedule as it is kept.")], problems: [409])
        ) { [self] input, _ in
            let name = input.string("name") ?? ""
            guard name.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
                throw ReportingError.invalid([
                    FieldError(field: "name", code: "invalid", message: "Use a–z, 0–9 and hyphens.")
                ])
            }
            guard let report = try store.savedReport(input.string("report") ?? "") else {
                throw ReportingError.reportNotFound
            }
            return try .json(try await desk.put(input.body, as: name, of: report).message)
        }
        api.on(
            .delete, Self.path,
            Operation(
                id: "deleteReportSchedule", summary: "End a schedule, and forget its runs; what was delivered stays",
                tag: Self.tag, access: ReportsAccess.managing, parameters: [Self.report, Self.name],
                responses: [.noContent()])
        ) { [self] input, _ in
            try await desk.delete(try schedule(input))
            return .empty()
        }
    }

    private func addRuns(to api: inout API) {
        api.on(
            .get, "\(Self.path)/runs",
            Operation(
                id: "listReportRuns", summary: "What became of a schedule's times, the newest first", tag: Self.tag,
                access: ReportsAccess.managing, parameters: [Self.report, Self.name],
                responses: [.ok(ReportRunList.self, "All that are kept.")])
        ) { [self] input, _ in
            try .json(ReportRunList(items: try await store.runs(of: try schedule(input).id)))
        }
        api.on(
            .post, "\(Self.path)/runs",
            Operation(
                id: "runReportSchedule", summary: "Make and deliver the report now, besides its set times",
                tag: Self.tag, access: ReportsAccess.managing, parameters: [Self.report, Self.name],
                responses: [.json(ReportRun.self, status: .accepted, "It is begun.")], idempotency: .accepted)
        ) { [self] input, _ in
            try .json(try await desk.runNow(try schedule(input)), status: .accepted)
        }
    }

    private func addFiring(to api: inout API) {
        api.on(
            .post, "/internal/deliveries/{schedule}",
            Operation(
                id: "fireReportSchedule", summary: "The time of a schedule has come", tag: Self.tag,
                access: .mesh("orchestrator"),
                parameters: [.path("schedule", .string(1...64), "The schedule's name at the orchestrator")],
                request: .json(FireReport.self), responses: [.noContent("The run is written down.")], problems: [404])
        ) { [desk] input, _ in
            try await desk.fire(input.body, of: input.string("schedule") ?? "")
            return .empty()
        }
    }

    private func find(_ input: OperationInput<NoContent>) throws -> SavedReport {
        guard let report = try store.savedReport(input.string("report") ?? "") else {
            throw ReportingError.reportNotFound
        }
        return report
    }

    private func schedule(_ input: OperationInput<NoContent>) throws -> ScheduleRecord {
        guard let schedule = try store.schedule(input.string("name") ?? "", of: try find(input).id) else {
            throw ReportingError.scheduleNotFound
        }
        return schedule
    }
}

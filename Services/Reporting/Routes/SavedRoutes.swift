import HTTPTypes
import MeshCore
import MeshRuntime
import ReportAnalysis
import ReportingAPI

/// Saved reports and their snapshots, over HTTP.
struct SavedRoutes: Sendable {
    let store: ReportStore
    let desk: ReportDesk
    let printer: ReportPrinter
    let cursors: Cursors
    let clock: any WallClock

    private static let tag = "saved reports"
    private static let path = "/v1/reports/saved/{report}"
    private static let bodyLimit = 256 * 1024
    private static let report = Parameter.path(
        "report", .string(1...64), "The report's id, as whoever saved it has chosen it")
    private static let number = Parameter.path("number", .integer(1...9_007_199_254_740_991), "The snapshot's number")
    private static let format = Parameter.query(
        "format", .choice(ReportFormat.allCases.map(\.rawValue)), default: ReportFormat.html.rawValue,
        "The kind of file.")
    private static let limit = Parameter.query("limit", .integer(1...100), default: "50", "The most items of a page.")
    private static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    func add(to api: inout API) {
        addReading(to: &api)
        addWriting(to: &api)
        addSnapshots(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "getSavedReport", summary: "A saved report", tag: Self.tag, access: ReportsAccess.reading,
                parameters: [Self.report], responses: [.ok(SavedReport.self)])
        ) { [self] input, context in try .json(try find(input, ReaderRights(context.principal))) }
        api.on(
            .get, "/v1/reports/saved",
            Operation(
                id: "listSavedReports", summary: "The saved reports of the sites that the caller may read",
                tag: Self.tag, access: ReportsAccess.reading, parameters: [Self.limit, Self.cursor],
                responses: [.ok(SavedReportList.self, "A page.")])
        ) { [self] input, context in
            let limit = input.integer("limit") ?? 50
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: "saved") } ?? ""
            let found: [SavedReport]
            switch ReaderRights(context.principal) {
            case .all: found = try await store.savedReports(readableBy: nil, after: last, limit: limit + 1)
            case .account(let account):
                found = try await store.savedReports(readableBy: account, after: last, limit: limit + 1)
            case .none: found = []
            }
            let page = found.prefix(limit)
            let next = try found.count > limit ? page.last.map { try cursors.make($0.id, scope: "saved") } : nil
            return try .json(SavedReportList(items: Array(page), nextCursor: next))
        }
    }

    private func addWriting(to api: inout API) {
        api.on(
            .put, Self.path,
            Operation(
                id: "putSavedReport", summary: "Save a report, to be asked for again", tag: Self.tag,
                access: ReportsAccess.managing, parameters: [Self.report],
                request: .json(PutSavedReport.self, limit: Self.bodyLimit),
                responses: [.ok(SavedReport.self, "The report as it is saved.")], problems: [409])
        ) { [self] input, _ in
            let id = input.string("report") ?? ""
            guard id.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
                throw ReportingError.invalid([
                    FieldError(field: "report", code: "invalid", message: "Use a–z, 0–9 and hyphens.")
                ])
            }
            let query = try Self.query(input.body.question)
            guard let site = try store.site(named: query.siteID) else { throw ReportingError.siteNotFound }
            let now = clock.now()
            return try .json(
                try await store.save(
                    SavedReport(
                        id: id, site: site.site.id, title: input.body.title, question: input.body.question,
                        createdAt: now, updatedAt: now)))
        }
        api.on(
            .delete, Self.path,
            Operation(
                id: "deleteSavedReport", summary: "Forget a saved report and its snapshots", tag: Self.tag,
                access: ReportsAccess.managing, parameters: [Self.report], responses: [.noContent()])
        ) { [store] input, _ in
            guard try await store.deleteSavedReport(input.string("report") ?? "") else {
                throw ReportingError.reportNotFound
            }
            return .empty()
        }
    }

    private func addSnapshots(to api: inout API) {
        let path = "\(Self.path)/snapshots"
        api.on(
            .post, path,
            Operation(
                id: "takeSnapshot", summary: "Keep what a saved report says now", tag: Self.tag,
                access: ReportsAccess.managing, parameters: [Self.report],
                responses: [.created(ReportSnapshot.self, "Its files are the same as long as it is kept.")],
                problems: [422], idempotency: .accepted)
        ) { [self] input, context in
            let rights = ReaderRights(context.principal)
            let report = try find(input, rights)
            let query = try Self.query(report.question)
            let frozen = try await desk.ask(report.site, as: rights) { reports in
                FrozenReport(try reports.answer(query), title: report.title)
            }
            guard let snapshot = try await store.addSnapshot(frozen, of: report.id, at: clock.now()) else {
                throw ReportingError.reportNotFound
            }
            return try .created(snapshot, location: "/v1/reports/saved/\(report.id)/snapshots/\(snapshot.number)")
        }
        api.on(
            .get, path,
            Operation(
                id: "listSnapshots", summary: "The snapshots of a saved report, the newest first", tag: Self.tag,
                access: ReportsAccess.reading, parameters: [Self.report],
                responses: [.ok(ReportSnapshotList.self, "All that are kept.")])
        ) { [self] input, context in
            let report = try find(input, ReaderRights(context.principal))
            return try .json(ReportSnapshotList(items: try await store.snapshots(of: report.id)))
        }
        api.on(
            .get, "\(path)/{number}",
            Operation(
                id: "getSnapshot", summary: "A snapshot as a file", tag: Self.tag, access: ReportsAccess.reading,
                parameters: [Self.report, Self.number, Self.format],
                responses: ReportFormat.allCases.map { .content($0.mediaType, "The file.") })
        ) { [self] input, context in
            let report = try find(input, ReaderRights(context.principal))
            let format = input.string("format").flatMap(ReportFormat.init(rawValue:)) ?? .html
            let number = Int64(input.integer("number") ?? 0)
            guard let content = try await store.content(ofSnapshot: number, of: report.id) else {
                throw ReportingError.reportNotFound
            }
            return QueryRoutes.reply(try await printer.file(content, as: format), format, of: content)
        }
    }

    /// The saved report of a request, if the caller may read its site.
    private func find(_ input: OperationInput<NoContent>, _ rights: ReaderRights) throws -> SavedReport {
        guard let report = try store.savedReport(input.string("report") ?? ""),
            let site = try store.site(named: report.site), rights.mayRead(site)
        else { throw ReportingError.reportNotFound }
        return report
    }

    private static func query(_ question: StatsQuestion) throws -> ReportQuery {
        do {
            return try ReportQuery(json: question.json)
        } catch {
            throw ReportingError.invalid(error.errors)
        }
    }
}

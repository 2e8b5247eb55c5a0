import HTTPTypes
import Hummingbird
import MeshCore
import MeshRuntime
import NIOCore
import ReportAnalysis
import ReportingAPI

/// Questions over HTTP, each with how fresh and how exact its answer is.
struct QueryRoutes: Sendable {
    let desk: ReportDesk
    let printer: ReportPrinter

    static let tag = "reports"
    /// A filter may name a thousand values.
    private static let bodyLimit = 256 * 1024
    private static let watermark = name("Report-Watermark")
    private static let exactness = name("Report-Exactness")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header field") }
        return name
    }

    func add(to api: inout API) {
        addQuery(
            "/v1/reports/query", id: "queryReports", "Ask in the shape of Plausible's Stats API v2", to: &api)
        addQuery(
            "/api/v2/query", id: "queryStats", "The same where clients of Plausible's Stats API v2 look for it",
            to: &api)
        addQuery(
            "/internal/reports/query", id: "queryReportsForServices", "The same for workflows and their functions",
            for: .mesh("functions", "orchestrator"), to: &api)
        for kind in JourneyKind.allCases { addJourney(kind, to: &api) }
        addRealtime(to: &api)
    }

    private func addQuery(
        _ path: String, id: String, _ summary: String, for access: Access = ReportsAccess.reading, to api: inout API
    ) {
        api.on(
            .post, path,
            Operation(
                id: id, summary: summary, tag: Self.tag, access: access,
                request: .json(StatsQuestion.self, limit: Self.bodyLimit),
                responses: [.ok(StatsAnswer.self, "Rows, and how exact and how fresh they are.")]
                    + ReportFormat.allCases.map { .content($0.mediaType, "With Accept: the same as a file.") },
                problems: [404, 422])
        ) { [desk, printer] input, context in
            let query: ReportQuery
            do {
                query = try ReportQuery(json: input.body.json)
            } catch let error as QueryError {
                throw ReportingError.invalid(error.errors)
            }
            // Who is let in without being a person reads what an administrator does.
            let rights = access == ReportsAccess.reading ? ReaderRights(context.principal) : .all
            guard let format = input.head.headerFields[.accept].flatMap({ ReportFormat(accept: $0) }) else {
                return Self.reply(try await desk.ask(query.siteID, as: rights) { try $0.answer(query).json })
            }
            let report = try await desk.ask(query.siteID, as: rights) { FrozenReport(try $0.answer(query)) }
            return Self.reply(try await printer.file(report, as: format), format, of: report)
        }
    }

    /// A file; how fresh and how exact it is stands beside it.
    static func reply(_ file: [UInt8], _ format: ReportFormat, of report: FrozenReport) -> HTTPReply {
        HTTPReply(
            status: .ok,
            headers: [
                .contentType: format.contentType, .cacheControl: "no-store", .vary: "accept",
                Self.watermark: report.watermark.description,
                Self.exactness: report.isExact ? "exact" : "approximate",
                .contentDisposition: "inline; filename=\"report.\(format.rawValue)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file)))
    }

    private func addJourney(_ kind: JourneyKind, to api: inout API) {
        let (id, summary) = Self.words(for: kind)
        api.on(
            .post, "/v1/reports/\(kind.rawValue)",
            Operation(
                id: id, summary: summary, tag: Self.tag, access: ReportsAccess.reading,
                request: .json(StatsQuestion.self, limit: Self.bodyLimit),
                responses: [.ok(JourneyAnswer.self, "The report, and how fresh it is.")], problems: [404, 422])
        ) { [desk] input, context in
            let json = input.body.json
            let site: String
            do {
                site = try JourneyQuestion(json: json).siteID
            } catch let error as QueryError {
                throw ReportingError.invalid(error.errors)
            }
            if site.isEmpty {
                throw ReportingError.invalid([
                    FieldError(field: "site_id", code: "required", message: "The site's name is expected.")
                ])
            }
            let answer = try await desk.ask(site, as: ReaderRights(context.principal)) { reports in
                try reports.answer(try JourneyQuestion(json: json), as: kind)
            }
            return Self.reply(answer)
        }
    }

    private func addRealtime(to api: inout API) {
        api.on(
            .get, "/v1/reports/sites/{site}/realtime",
            Operation(
                id: "getRealtime", summary: "Who was there in the last 30 minutes", tag: Self.tag,
                access: ReportsAccess.reading, parameters: [SiteRoutes.site],
                responses: [.ok(JourneyAnswer.self, "The live view.")])
        ) { [desk] input, context in
            let site = input.string("site") ?? ""
            let answer = try await desk.ask(site, as: ReaderRights(context.principal)) { reports in
                try reports.realtime(of: site)
            }
            return Self.reply(answer)
        }
    }

    private static func words(for kind: JourneyKind) -> (id: String, summary: String) {
        switch kind {
        case .funnels: ("reportFunnel", "How many visitors take steps one after another")
        case .retention: ("reportRetention", "Who comes back, by when they came first")
        case .paths: ("reportPaths", "Which pages visits see one after another")
        case .attribution: ("reportAttribution", "What brought the visitors who convert")
        }
    }

    /// Each answer is of its moment.
    private static func reply(_ answer: JSONValue) -> HTTPReply {
        var reply = HTTPReply.encodedJSON(ByteBuffer(bytes: answer.utf8))
        reply.headers[.cacheControl] = "no-store"
        return reply
    }
}

import EventCollection
import HTTPTypes
import MeshCore
import MeshRuntime
import ReportAnalysis
import ReportIntake
import ReportingAPI

/// Sites as reporting knows them, over HTTP.
struct SiteRoutes: Sendable {
    let store: ReportStore
    let desk: ReportDesk
    let sites: EventSites
    let lateness: Duration
    let cursors: Cursors

    static let site = Parameter.path("site", .string(1...128), "The site's id")
    private static let limit = Parameter.query("limit", .integer(1...100), default: "50", "The most items of a page.")
    private static let cursor = Parameter.query(
        "cursor", .string(1...2048), "Where to go on: nextCursor of the page before.")

    func add(to api: inout API) {
        addReading(to: &api)
        addManaging(to: &api)
        addReprocessing(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/reports/sites/{site}",
            Operation(
                id: "getReportSite", summary: "A site, and how far its reports go", tag: QueryRoutes.tag,
                access: ReportsAccess.reading, parameters: [Self.site],
                responses: [.ok(ReportSite.self, "The site.")])
        ) { [self] input, context in
            let rights = ReaderRights(context.principal)
            return try .json(try await message(try find(input.string("site") ?? "", rights), rights))
        }
        api.on(
            .get, "/v1/reports/sites",
            Operation(
                id: "listReportSites", summary: "The sites that the caller may read, by their ids",
                tag: QueryRoutes.tag, access: ReportsAccess.reading, parameters: [Self.limit, Self.cursor],
                responses: [.ok(ReportSiteList.self, "A page.")])
        ) { [self] input, context in
            let rights = ReaderRights(context.principal)
            let limit = input.integer("limit") ?? 50
            let last = try input.string("cursor").map { try cursors.read($0, as: String.self, scope: "sites") } ?? ""
            let found: [SiteRecord]
            switch rights {
            case .all: found = try await store.sites(readableBy: nil, after: last, limit: limit + 1)
            case .account(let account):
                found = try await store.sites(readableBy: account, after: last, limit: limit + 1)
            case .none: found = []
            }
            let page = found.prefix(limit)
            let next = try found.count > limit ? page.last.map { try cursors.make($0.site.id, scope: "sites") } : nil
            return try .json(
                ReportSiteList(items: page.map { Self.short($0, rights) }, nextCursor: next))
        }
    }

    private func addManaging(to api: inout API) {
        api.on(
            .put, "/v1/reports/sites/{site}",
            Operation(
                id: "putReportSite", summary: "Say who may read a site's reports", tag: QueryRoutes.tag,
                access: ReportsAccess.managing, parameters: [Self.site], request: .json(PutReportSite.self),
                responses: [.ok(ReportSite.self, "The site.")])
        ) { [self] input, context in
            let site = input.string("site") ?? ""
            guard let record = try await store.setReaders(input.body.readers, of: site) else {
                throw ReportingError.siteNotFound
            }
            return try .json(try await message(record, ReaderRights(context.principal)))
        }
    }

    private func addReprocessing(to api: inout API) {
        let path = "/v1/reports/sites/{site}/reprocess"
        api.on(
            .post, path,
            Operation(
                id: "reprocessSite", summary: "Make a site's reports anew with a version of its rules",
                tag: QueryRoutes.tag, access: ReportsAccess.managing, parameters: [Self.site],
                request: .json(ReprocessSite.self),
                responses: [
                    .json(
                        ReprocessState.self, status: .accepted, "It is begun; the reports are served until it is done.")
                ], problems: [409])
        ) { [self] input, context in
            let record = try find(input.string("site") ?? "", .all)
            let version = input.body.version
            let found = try await sites.rules(of: record.site.id, version: version)
            // Sites that nobody has described have the standard rules.
            guard let rules = found ?? (version == 1 ? .standard : nil) else {
                throw ReportingError.unknownVersion(version)
            }
            let terms = VisitTerms(rules, zone: record.site.zone, lateness: lateness)
            guard try await store.beginRebuilding(record.site.id, version: version, terms: terms) else {
                throw ReportingError.alreadyReprocessing
            }
            return try .json(try await state(of: record.site.id), status: .accepted)
        }
        api.on(
            .get, path,
            Operation(
                id: "getReprocessing", summary: "How far the newest making of a site's reports is",
                tag: QueryRoutes.tag, access: ReportsAccess.managing, parameters: [Self.site],
                responses: [.ok(ReprocessState.self, "How far it is.")])
        ) { [self] input, _ in
            try .json(try await state(of: try find(input.string("site") ?? "", .all).site.id))
        }
    }

    private func find(_ name: String, _ rights: ReaderRights) throws -> SiteRecord {
        guard let record = try store.site(named: name), rights.mayRead(record) else {
            throw ReportingError.siteNotFound
        }
        return record
    }

    private func state(of site: String) async throws -> ReprocessState {
        guard let (generation, read, toRead) = try await store.rebuilding(of: site) else {
            throw ReportingError.neverReprocessed
        }
        let isBuilding = generation.state == .building
        return ReprocessState(
            state: isBuilding ? .building : .live, version: generation.madeWith, startedAt: generation.createdAt,
            recordsRead: isBuilding ? read : nil, recordsToRead: isBuilding ? toRead : nil, events: generation.events)
    }

    private func message(_ record: SiteRecord, _ rights: ReaderRights) async throws -> ReportSite {
        var message = Self.short(record, rights)
        guard record.live != nil else { return message }
        let (generation, watermark) = try await standing(of: record, rights)
        message.rulesVersion = generation.version
        message.watermark = watermark
        message.sealedThrough = generation.sealedThrough.map(SiteCalendar.text(ofDay:))
        message.events = generation.events
        message.lateEvents = generation.late
        return message
    }

    /// A site's generation, and up to when all is counted: what answers say, too.
    private func standing(of record: SiteRecord, _ rights: ReaderRights) async throws -> (GenerationRecord, Timestamp) {
        // While the log is read on from far behind, no visits are put together for who only looks how far it is.
        if try await desk.isBehind(), let live = record.live, let standing = try await store.standing(of: live) {
            return standing
        }
        let view = try await desk.ask(record.site.id, as: rights) { $0.view }
        return (view.generation, view.watermark)
    }

    private static func short(_ record: SiteRecord, _ rights: ReaderRights) -> ReportSite {
        ReportSite(
            site: record.site.id, timeZone: record.site.zone, readers: rights == .all ? record.readers : nil)
    }
}

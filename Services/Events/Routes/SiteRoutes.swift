import EventCollection
import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// What is measured, over HTTP.
struct SiteRoutes: Sendable {
    let store: SiteStore
    let cursors: Cursors
    let zones: any TimeZoneSource
    let clock: any WallClock
    let limit: Int

    static let tag = "sites"
    static let site = Parameter.path("site", .string(1...128), "The site")
    /// A thousand ranges of addresses, and all names.
    private static let bodyLimit = 256 << 10

    func add(to api: inout API) {
        addReading(to: &api)
        addCreating(to: &api)
        addChanging(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/sites/{site}",
            Operation(
                id: "getSite", summary: "A site, and what its owner promises to visitors", tag: Self.tag,
                access: EventsAccess.sites, parameters: [Self.site],
                responses: [.ok(EventSite.self, etag: true, "The site.")], conditional: .read)
        ) { [store] input, context in
            let id = input.siteID
            guard let site = try store.site(id) else { throw EventsError.siteNotFound(id) }
            return try .json(site.message(for: context.audience), etag: site.etag)
        }
        api.on(
            .get, "/v1/sites",
            Operation(
                id: "listSites", summary: "Sites by their ids", tag: Self.tag, access: EventsAccess.sites,
                parameters: [TopicRoutes.limit, TopicRoutes.cursor], responses: [.ok(EventSiteList.self, "A page.")])
        ) { [store, cursors] input, context in
            let last: String = try input.position(cursors, of: "sites") ?? ""
            let found = try await store.page(after: last, limit: input.pageLimit + 1)
            let page = found.prefix(input.pageLimit)
            let next = try page.last.flatMap { site in
                found.count > page.count ? try cursors.make(site.settings.id, scope: "sites") : nil
            }
            return try .json(
                EventSiteList(items: page.map { $0.message(for: context.audience) }, nextCursor: next))
        }
    }

    private func addCreating(to api: inout API) {
        api.on(
            .post, "/v1/sites",
            Operation(
                id: "createSite", summary: "Add a site, with the standard processing rules", tag: Self.tag,
                access: EventsAccess.administration, request: .json(CreateSite.self, limit: Self.bodyLimit),
                responses: [.created(EventSite.self, etag: true)], problems: [409], idempotency: .accepted)
        ) { [self] input, _ in
            let settings = try Site.settings(in: input.document ?? .null)
            try prove(zone: settings.timeZone)
            let site = try await store.create(settings, limit: limit, at: clock.now())
            return try .created(
                site.message(for: .administrator), location: "/v1/sites/\(settings.id)", etag: site.etag)
        }
    }

    private func addChanging(to api: inout API) {
        api.on(
            .patch, "/v1/sites/{site}",
            Operation(
                id: "patchSite", summary: "Change a site", tag: Self.tag, access: EventsAccess.administration,
                parameters: [Self.site], request: .mergePatch(SitePatch.self, limit: Self.bodyLimit),
                responses: [.ok(EventSite.self, etag: true, "The site after the change.")], problems: [409],
                conditional: .write)
        ) { [self] input, _ in
            let (conditions, changes) = (input.conditions, input.document ?? .null)
            if let zone = changes["timeZone"]?.stringValue { try prove(zone: zone) }
            let site = try await store.change(input.siteID, at: clock.now()) { site in
                try conditions.requireMatch(site.etag)
                return try site.patched(by: changes)
            }
            return try .json(site.message(for: .administrator), etag: site.etag)
        }
        api.on(
            .delete, "/v1/sites/{site}",
            Operation(
                id: "deleteSite", summary: "Take no more events of a site", tag: Self.tag,
                access: EventsAccess.administration, parameters: [Self.site],
                responses: [.noContent("It is gone; the events that it had stay.")], conditional: .write)
        ) { [store] input, _ in
            let conditions = input.conditions
            try await store.delete(input.siteID) { site in try conditions.requireMatch(site.etag) }
            return .empty()
        }
    }

    private func prove(zone: String) throws(EventsError) {
        guard zones.rules(named: zone) == nil else { return }
        throw .invalid([
            FieldError(field: "timeZone", code: "unknown_zone", message: "The time zone database has no such zone.")
        ])
    }
}

extension Site {
    /// The site's version as an entity tag.
    var etag: ETag { ETag(revision: revision) }
}

extension MeshRequestContext {
    /// To whom a site is told: a service has proven itself by its certificate, and an administrator by a token.
    var audience: Site.Audience { principal == nil ? .service : .administrator }
}

extension OperationInput {
    /// The site of the path.
    var siteID: String { string("site") ?? "" }
}

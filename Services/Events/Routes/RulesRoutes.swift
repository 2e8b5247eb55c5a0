import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// The processing rules of sites over HTTP: versions that never change, of which one is live.
struct RulesRoutes: Sendable {
    let store: SiteStore
    let cursors: Cursors
    let clock: any WallClock

    /// Two hundred of each kind of rule, with conditions.
    static let bodyLimit = 1 << 20
    private static let version = Parameter.path("version", .integer(1...Int.max), "The version")

    func add(to api: inout API) {
        addReading(to: &api)
        addWriting(to: &api)
    }

    private func addReading(to api: inout API) {
        api.on(
            .get, "/v1/sites/{site}/rules/{version}",
            Operation(
                id: "getRules", summary: "A version of a site's processing rules", tag: SiteRoutes.tag,
                access: EventsAccess.sites, parameters: [SiteRoutes.site, Self.version],
                responses: [.ok(EventRules.self, "The rules.")])
        ) { [store] input, _ in
            let (site, version) = (input.siteID, Int64(input.integer("version") ?? 0))
            guard let rules = try store.rules(of: site, version: version) else {
                throw try store.site(site) == nil
                    ? EventsError.siteNotFound(site) : EventsError.rulesNotFound(version)
            }
            return try .json(rules.message)
        }
        api.on(
            .get, "/v1/sites/{site}/rules",
            Operation(
                id: "listRules", summary: "Versions of a site's processing rules, the newest first",
                tag: SiteRoutes.tag, access: EventsAccess.sites,
                parameters: [SiteRoutes.site, TopicRoutes.limit, TopicRoutes.cursor],
                responses: [.ok(EventRulesList.self, "A page.")])
        ) { [store, cursors] input, _ in
            let site = input.siteID
            guard try store.site(site) != nil else { throw EventsError.siteNotFound(site) }
            let scope = "rules \(site)"
            let found = try await store.rulesPage(
                of: site, before: try input.position(cursors, of: scope), limit: input.pageLimit + 1)
            let page = found.prefix(input.pageLimit)
            let next = try page.last.flatMap { rules in
                found.count > page.count ? try cursors.make(rules.version, scope: scope) : nil
            }
            return try .json(EventRulesList(items: page.map(\.message), nextCursor: next))
        }
    }

    private func addWriting(to api: inout API) {
        api.on(
            .post, "/v1/sites/{site}/rules",
            Operation(
                id: "addRules", summary: "Add a version of a site's processing rules, which is not live yet",
                tag: SiteRoutes.tag, access: EventsAccess.administration, parameters: [SiteRoutes.site],
                request: .json(RulesDraft.self, limit: Self.bodyLimit), responses: [.created(EventRules.self)],
                idempotency: .accepted)
        ) { [self] input, _ in
            let (site, draft) = (input.siteID, input.document ?? .null)
            _ = try RulesVersion.rules(of: draft, version: 1)
            let rules = try await store.addRules(draft, to: site, at: clock.now())
            return try .created(rules.message, location: "/v1/sites/\(site)/rules/\(rules.version)")
        }
        api.on(
            .post, "/v1/sites/{site}/rules/{version}/activate",
            Operation(
                id: "activateRules", summary: "Make a version of a site's processing rules live",
                tag: SiteRoutes.tag, access: EventsAccess.administration,
                parameters: [SiteRoutes.site, Self.version],
                responses: [.ok(EventSite.self, etag: true, "The site after it.")], conditional: .write)
        ) { [self] input, _ in
            let conditions = input.conditions
            let site = try await store.activate(
                Int64(input.integer("version") ?? 0), of: input.siteID, at: clock.now()
            ) { site in try conditions.requireMatch(site.etag) }
            return try .json(site.message(for: .administrator), etag: site.etag)
        }
    }
}

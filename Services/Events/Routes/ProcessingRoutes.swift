import EventCollection
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// Rules tried on samples before they go live, over HTTP.
struct ProcessingRoutes: Sendable {
    let store: SiteStore
    let sites: SharedSnapshot<SiteDirectory>
    let geography: GeographyTable?
    let clock: any WallClock

    /// A hundred requests of the usual size.
    private static let bodyLimit = 8 << 20

    func add(to api: inout API) {
        api.on(
            .post, "/v1/processing/preview",
            Operation(
                id: "previewProcessing", summary: "Try processing rules on events and on requests of trackers",
                tag: SiteRoutes.tag, access: EventsAccess.administration,
                request: .json(PreviewProcessing.self, limit: Self.bodyLimit),
                responses: [.ok(ProcessingPreview.self, "What the rules would make of the samples.")], problems: [404])
        ) { [self] input, _ in
            let preview = try preview(input.document ?? .null)
            return .encodedJSON(ByteBuffer(bytes: preview.json.utf8))
        }
    }

    private func preview(_ document: JSONValue) throws -> ProcessingPreview {
        let id = document["site"]?.stringValue ?? ""
        guard let site = try store.site(id) else { throw EventsError.siteNotFound(id) }
        let rules = try rules(for: site, document)
        var trial = RulesTrial(
            EventProcessor(rules: rules, geography: geography), collector: EventCollector(sites: try sites.value()),
            salts: VisitorSalts(current: SaltKeeper.randomBytes()))
        for (number, event) in (document["events"]?.arrayValue ?? []).enumerated() {
            try trial.run(event: event, number: number)
        }
        let now = clock.now()
        for (number, sample) in (document["requests"]?.arrayValue ?? []).enumerated() {
            try trial.run(TrackerSample(sample), number: number, at: now)
        }
        return ProcessingPreview(site: id, version: rules.version, items: trial.items)
    }

    /// The draft, under the version that follows the live one; else a version of the site's.
    private func rules(for site: Site, _ document: JSONValue) throws -> ProcessingRules {
        if let draft = document["rules"] { return try RulesVersion.rules(of: draft, version: site.liveRules + 1) }
        let version = document["version"]?.intValue ?? site.liveRules
        guard let found = try store.rules(of: site.settings.id, version: version) else {
            throw EventsError.rulesNotFound(version)
        }
        return try RulesVersion.rules(of: found.document, version: version)
    }
}

import EventCollection
import EventsAPI
import Logging
import MeshCore
import Synchronization

/// What events tells of sites and their rules. A version of rules never changes, so each is asked for once.
final class EventSites: Sendable {
    private struct Key: Hashable {
        let site: String
        let version: Int64
    }

    /// Versions that are kept in memory; some kilobytes each.
    private static let mostKept = 1000

    private let events: EventsClient
    private let logger: Logger
    private let known = Mutex<[Key: ProcessingRules]>([:])

    init(events: EventsClient, logger: Logger) {
        self.events = events
        self.logger = logger
    }

    /// All sites.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    func all() async throws -> [KnownSite] {
        var sites: [KnownSite] = []
        var cursor: String?
        repeat {
            let page = try await events.sites(after: cursor)
            sites += page.items.map(KnownSite.init)
            cursor = page.nextCursor
        } while cursor != nil
        return sites
    }

    /// A site; one that events does not know any more is as nobody has described it.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    func site(_ id: String) async throws -> KnownSite {
        try await events.site(id).map(KnownSite.init) ?? KnownSite(id: id)
    }

    /// A version of a site's rules; nil when there is none.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    func rules(of site: String, version: Int64) async throws -> ProcessingRules? {
        let key = Key(site: site, version: version)
        if let rules = known.withLock({ $0[key] }) { return rules }
        guard let answer = try await events.rules(of: site, version: version) else { return nil }
        let rules: ProcessingRules
        do {
            rules = try ProcessingRules(json: answer.document)
        } catch {
            // Events refuses what it cannot read itself, so another program's version wrote it.
            logger.error("Failed to read rules", metadata: ["site": "\(site)", "error": "\(error)"])
            return nil
        }
        known.withLock { known in
            if known.count >= Self.mostKept { known.removeAll(keepingCapacity: true) }
            known[key] = rules
        }
        return rules
    }

    /// A version of a site's rules, the standard ones when there is none of it.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    func rulesOrStandard(of site: String, version: Int64) async throws -> ProcessingRules {
        try await rules(of: site, version: version) ?? .standard
    }
}

extension KnownSite {
    fileprivate init(_ site: EventSite) {
        self.init(id: site.id, zone: site.timeZone, domains: site.domains, liveRules: site.liveRules)
    }
}

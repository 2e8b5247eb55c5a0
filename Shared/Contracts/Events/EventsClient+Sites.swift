import HTTPTypes
package import MeshCore
import MeshTransport

/// What is measured, and by which rules it becomes rows.
extension EventsClient {
    /// A page of the sites in the order of their ids.
    ///
    /// - Parameters:
    ///   - cursor: Where to go on: `nextCursor` of the page before; nil to begin.
    ///   - limit: From 1 to 100.
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func sites(
        after cursor: String? = nil, limit: Int = 100, deadline: Deadline? = nil
    ) async throws -> EventSiteList {
        let place = cursor.map { "&cursor=\(PercentEncoding.encode($0))" } ?? ""
        // A page of sites with all that they may tell: a hundred times some 100 KB.
        return try await client.call(
            .get, "/v1/sites?limit=\(limit)\(place)", limit: 16 << 20, deadline: deadline
        ).decode()
    }

    /// A site; nil when there is none of this id.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func site(_ id: String, deadline: Deadline? = nil) async throws -> EventSite? {
        let answer = try await client.call(
            .get, "/v1/sites/\(PercentEncoding.encode(id))", accepting: [.notFound], deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }

    /// A version of a site's processing rules, which never changes; nil when there is none.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func rules(of site: String, version: Int64, deadline: Deadline? = nil) async throws -> EventRules? {
        let answer = try await client.call(
            .get, "/v1/sites/\(PercentEncoding.encode(site))/rules/\(version)", accepting: [.notFound],
            limit: 4 << 20, deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }
}

import MeshCore

@testable import EventCollection

/// Sends requests of trackers to a collector of one shop.
struct Reception {
    static let receivedAt = Timestamp("2026-11-21T12:00:10.000Z") ?? Timestamp(milliseconds: 0)
    static let browser =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
    static let salts = VisitorSalts(
        current: Array("today's salt of tests".utf8), previous: Array("yesterday's salt of tests".utf8))

    var site = SiteSettings(
        id: "shop", domains: ["shop.test"], keys: ["KEY", "G-TEST", "phc_x"], internalRanges: Self.ranges("10.0.0.0/8"))
    var headers: Headers = ["user-agent": browser]
    var address = NetworkAddress("203.0.113.77")
    var salts = Self.salts
    var limits = CollectLimits()
    var requestID = "req"

    static func ranges(_ texts: String...) -> [AddressRange] { texts.compactMap { AddressRange($0) } }

    func collector() -> EventCollector { EventCollector(sites: SiteDirectory([site]), limits: limits) }

    func request(
        _ path: String, method: String = "POST", query: String = "", body: [UInt8] = [], adding more: Headers = [:]
    ) -> CollectRequest {
        var all = headers
        for field in more { all.add(field.name, field.value) }
        return CollectRequest(
            id: requestID, method: method, path: path, query: query, headers: all, body: body, address: address,
            receivedAt: Self.receivedAt)
    }

    /// What becomes of a request; nil when no tracker sends to its path.
    func send(
        _ path: String, method: String = "POST", query: String = "", _ body: String = "", adding more: Headers = [:]
    ) -> Intake? {
        collector().read(
            request(path, method: method, query: query, body: Array(body.utf8), adding: more), salts: salts)
    }
}

extension Intake {
    /// The answer when the log takes everything.
    var answer: CollectAnswer { answer(accepted.map { _ in .appended }) }

    /// The codes of what was rejected.
    var rejections: [Rejection.Code] { deadLetters.map(\.rejection.code) }
}

extension CollectAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
}

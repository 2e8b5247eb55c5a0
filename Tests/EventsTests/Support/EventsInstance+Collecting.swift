import EventCollection
import EventsAPI
import HTTPTypes
import MeshCore
import Testing

extension EventsInstance {
    /// A browser, so that what is sent counts as a visitor's.
    static let browser = [
        "user-agent":
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
    ]

    /// Makes the site `shop`, which every tracker of the tests knows under its name.
    @discardableResult
    func createShop(_ more: String = "") async throws -> EventSite {
        let answer = try await send(
            .post, "/v1/sites",
            #"{"id": "shop", "domains": ["shop.test"], "keys": ["KEY", "G-TEST", "phc_x"]\#(more)}"#)
        try #require(answer.status == 201, "\(answer)")
        return try answer.decode()
    }

    /// Sends what a browser's tracker sends.
    func track(
        _ path: String, _ body: String, type: String = "text/plain", headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send(
            .post, path, body, type: type, headers: headers.merging(Self.browser) { told, _ in told }, token: nil)
    }

    /// Our own script's message with one page view.
    static func pageView(id: String = "e1", site: String = "shop", path: String = "/") -> String {
        #"{"site": "\#(site)", "events": [{"id": "\#(id)", "name": "page_view", "url": "https://shop.test\#(path)"}]}"#
    }

    /// All events that were collected, by their partitions.
    func collected() async throws -> [CollectedEvent] {
        guard try await send(.get, "/v1/topics/collected").status == 200 else { return [] }
        var events: [CollectedEvent] = []
        for partition in 0..<4 {
            for record in try await all("collected", partition) {
                events.append(try #require(record.value.flatMap(CollectedEvent.init(json:))))
            }
        }
        return events
    }

    /// All dead letters.
    func letters() async throws -> [DeadLetter] {
        guard try await send(.get, "/v1/topics/collected.rejected").status == 200 else { return [] }
        return try await all("collected.rejected").map { record in
            try #require(record.value.flatMap(DeadLetter.init(json:)))
        }
    }
}

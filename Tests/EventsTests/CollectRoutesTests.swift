import EventCollection
import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Events

@Suite("What trackers send is collected")
struct CollectRoutesTests {
    /// A request of a tracker, and the status that its protocol calls success.
    struct Sample: Sendable, CustomTestStringConvertible {
        let path: String
        let body: String?
        let status: Int
        var type = "application/json"
        var headers: [String: String] = [:]
        var testDescription: String { path }
    }

    static let samples = [
        Sample(path: "/v1/collect", body: EventsInstance.pageView(), status: 200, type: "text/plain"),
        Sample(
            path: "/mp/collect?measurement_id=G-TEST", body: #"{"client_id":"c","events":[{"name":"sign_up"}]}"#,
            status: 204),
        Sample(path: "/api/event", body: #"{"n":"pageview","u":"https://shop.test/","d":"shop.test"}"#, status: 202),
        Sample(
            path: "/v1/batch",
            body: #"{"writeKey":"KEY","batch":[{"type":"track","event":"a","userId":"u","messageId":"1"}]}"#,
            status: 200),
        Sample(
            path: "/v1/track", body: #"{"event":"a","userId":"u"}"#, status: 200,
            headers: ["authorization": "Basic S0VZOg=="]),
        Sample(
            path: "/batch/", body: #"{"api_key":"phc_x","batch":[{"event":"a","distinct_id":"d","uuid":"1"}]}"#,
            status: 200),
        Sample(path: "/e/", body: #"{"api_key":"phc_x","event":"a","distinct_id":"d"}"#, status: 200),
        Sample(
            path: "/api/send",
            body: #"{"type":"event","payload":{"website":"shop","url":"/p","hostname":"shop.test"}}"#, status: 200),
        Sample(path: "/i?e=pv&aid=shop&p=web&url=https%3A%2F%2Fshop.test%2F&eid=1", body: nil, status: 200),
        Sample(path: "/matomo.php?idsite=shop&rec=1&url=https%3A%2F%2Fshop.test%2F", body: nil, status: 200),
        Sample(
            path: "/v1/cloudevents",
            body: #"{"specversion":"1.0","id":"1","source":"/s","type":"com.x.y","site":"shop","data":{"k":1}}"#,
            status: 200, type: "application/cloudevents+json"),
    ]

    @Test("Each tracker's request becomes an event, answered as its protocol has it", arguments: samples)
    func protocols(_ sample: Sample) async throws {
        try await EventsMachine.with { machine in
            try await machine[0].createShop()
            let headers = sample.headers.merging(EventsInstance.browser) { told, _ in told }
            let answer = try await machine[0].send(
                sample.body == nil ? .get : .post, sample.path, sample.body, type: sample.type,
                headers: headers.merging(["origin": "https://shop.test", "accept": "image/png"]) { $1 }, token: nil)
            #expect(answer.status == sample.status, "\(answer)")
            #expect(answer.headers[.accessControlAllowOrigin] == "https://shop.test")
            let events = try await machine[0].collected()
            #expect(events.count == 1 && events.first?.site == "shop", "\(answer)")
            #expect(try await machine[0].letters().isEmpty)
        }
    }

    @Test("Every address answers what browsers ask before they send", arguments: CollectEndpoint.allCases)
    func preflight(_ endpoint: CollectEndpoint) async throws {
        try await EventsMachine.with { machine in
            let answer = try await machine[0].send(
                .options, endpoint.rawValue,
                headers: ["origin": "https://a.test", "access-control-request-headers": "content-type"], token: nil)
            #expect(answer.status == 204)
            #expect(answer.headers[.accessControlAllowOrigin] == "https://a.test")
            #expect(answer.headers[.accessControlAllowHeaders] == "content-type")
        }
    }

    @Test("An event is collected once, whichever instance it comes to, and told of as a duplicate")
    func duplicates() async throws {
        try await EventsMachine.with(2) { machine in
            // The other instance learns of the site without being told.
            #expect(try await machine[1].track("/v1/collect", EventsInstance.pageView()).text.contains("unknown_site"))
            try await machine[0].createShop()
            let first = try await machine[1].track("/v1/collect", EventsInstance.pageView())
            #expect(first.status == 200 && first.text.contains(#""accepted":1"#), "\(first)")
            let again = try await machine[0].track("/v1/collect", EventsInstance.pageView())
            #expect(again.status == 200 && again.text.contains(#""duplicates":1"#), "\(again)")
            #expect(try await machine[0].collected().count == 1)
        }
    }

    @Test("The same id of another site is another event")
    func sitesApart() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].createShop()
            #expect(try await machine[0].send(.post, "/v1/sites", #"{"id": "blog"}"#).status == 201)
            for site in ["shop", "blog"] {
                let event =
                    #"{"specversion":"1.0","id":"1","source":"/s","type":"t","site":"\#(site)","data":{}}"#
                _ = try await machine[0].track("/v1/cloudevents", event, type: "application/cloudevents+json")
            }
            #expect(try await Set(machine[0].collected().map(\.site)) == ["shop", "blog"])
        }
    }

    @Test("One wrong event does not hold up the others; its bytes are kept, and a repetition keeps them once")
    func rejections() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].createShop()
            let body =
                #"{"writeKey":"KEY","batch":[{"type":"track","event":"a","userId":"u","messageId":"1"},{"type":"track","userId":"u","messageId":"2"}]}"#
            let answer = try await machine[0].track("/v1/batch", body, type: "application/json")
            #expect(answer.status == 200, "\(answer)")
            #expect(try await machine[0].collected().map(\.id) == ["1"])
            let letters = try await machine[0].letters()
            #expect(letters.map(\.rejection.code) == [.missingField] && letters.map(\.place) == [1])
            #expect(
                letters.first.map { String(decoding: $0.body, as: UTF8.self).contains(#""messageId":"2""#) } == true)
            let nothing = try await machine[0].track("/v1/batch", "{", type: "application/json")
            #expect(nothing.status == 400)
            #expect(try await machine[0].letters().last?.body == Array("{".utf8))
        }
    }

    @Test("A visitor is known by the address behind the proxies, of which only the network is kept")
    func addresses() async throws {
        try await EventsMachine.with(settings: ["trusted.proxies": "127.0.0.0/8,10.0.0.0/8"]) { machine in
            try await machine[0].createShop()
            for (id, forwarded) in [
                ("1", "198.51.100.9, 203.0.113.77, 10.0.0.1"), ("2", "203.0.113.77"), ("3", "203.0.113.78"),
            ] {
                _ = try await machine[0].track(
                    "/v1/collect", EventsInstance.pageView(id: id), headers: ["x-forwarded-for": forwarded])
            }
            let events = try await machine[0].collected()
            #expect(events.count == 3 && events.allSatisfy { $0.network == "203.0.113.0" })
            let visitors = Dictionary(events.map { ($0.id, $0.visitor) }) { first, _ in first }
            #expect(visitors["1"] == visitors["2"])
            #expect(visitors["1"] != visitors["3"])
        }
        try await EventsMachine.with { machine in
            try await machine[0].createShop()
            _ = try await machine[0].track(
                "/v1/collect", EventsInstance.pageView(), headers: ["x-forwarded-for": "203.0.113.77"])
            #expect(try await machine[0].collected().map(\.network) == ["127.0.0.0"])
        }
    }

    @Test("A log that cannot be written is an answer on which trackers send again", arguments: samples)
    func unavailable(_ sample: Sample) async throws {
        try await EventsMachine.with(settings: ["log.patience": "50ms"]) { machine in
            try await machine[0].createShop()
            _ = try await machine[0].track("/v1/collect", EventsInstance.pageView())
            machine[0].service.drainBegins()
            let headers = sample.headers.merging(EventsInstance.browser) { told, _ in told }
            try await waitUntilRefused(machine[0], sample, headers)
        }
    }

    /// The log closes a moment after the drain begins.
    private func waitUntilRefused(
        _ events: EventsInstance, _ sample: Sample, _ headers: [String: String]
    ) async throws {
        var answer: EventsInstance.Answer?
        try await waitUntil("the log refuses", state: { "\(String(describing: answer))" }) {
            answer = try await events.send(
                sample.body == nil ? .get : .post, sample.path, sample.body, type: sample.type, headers: headers,
                token: nil)
            return (answer?.status ?? 0) >= 500
        }
        #expect(answer?.status == 503, "\(String(describing: answer))")
    }

    @Test("The topic is made again when it was removed")
    func removedTopic() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].createShop()
            _ = try await machine[0].track("/v1/collect", EventsInstance.pageView(id: "1"))
            #expect(try await machine[0].send(.delete, "/v1/topics/collected").status == 204)
            let answer = try await machine[0].track("/v1/collect", EventsInstance.pageView(id: "2"))
            #expect(answer.status == 200, "\(answer)")
            #expect(try await machine[0].collected().map(\.id) == ["2"])
        }
    }

    @Test("The script is cached, compressed, and not sent to who has it")
    func script() async throws {
        try await EventsMachine.with { machine in
            let plain = try await machine[0].send(.get, "/collect.js", token: nil)
            #expect(plain.status == 200 && plain.text == CollectScript.served)
            #expect(plain.headers[.contentType] == "text/javascript; charset=utf-8")
            #expect(plain.headers[.cacheControl] == "public, max-age=86400")
            let small = try await machine[0].send(
                .get, "/collect.js", headers: ["accept-encoding": "br, gzip"], token: nil)
            #expect(small.headers[.contentEncoding] == "gzip" && small.headers[.vary] == "accept-encoding")
            #expect(small.body.count < 3072 && small.headers[.eTag] != plain.headers[.eTag])
            for (answer, coding) in [(plain, "identity, gzip;q=0"), (small, "gzip")] {
                let again = try await machine[0].send(
                    .get, "/collect.js",
                    headers: ["if-none-match": answer.headers[.eTag] ?? "", "accept-encoding": coding], token: nil)
                #expect(again.status == 304 && again.body.isEmpty)
            }
        }
    }
}

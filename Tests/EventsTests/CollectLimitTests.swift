import EventCollection
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("The collector takes so much of a site, and from an address")
struct CollectLimitTests {
    @Test("A bucket takes a batch whole, asks for the time that it was too large, and holds the rate")
    func bucket() {
        let start = MonotonicInstant.now()
        func later(_ seconds: Int) -> MonotonicInstant { start.advanced(by: .seconds(seconds)) }
        var bucket = RateBucket(perSecond: 2, at: start)
        let moments: [(count: Int, seconds: Int)] = [(19, 0), (41, 0), (1, 0), (1, 20), (1, 21)]
        let pauses = moments.map { bucket.take($0.count, at: later($0.seconds)) }
        // 40 too many, and one more to take.
        #expect(pauses == [nil, nil, .seconds(20.5), .seconds(0.5), nil])
        let isFull = [21, 40].map { bucket.isFull(at: later($0)) }
        #expect(isFull == [false, true])
    }

    @Test("A request is refused as a whole and counts for nothing; other sites and addresses are not concerned")
    func limiter() throws {
        let now = MonotonicInstant.now()
        let limiter = CollectLimiter(perSite: 1, perAddress: 2)
        let (one, other) = (NetworkAddress("192.0.2.1"), NetworkAddress("192.0.2.2"))
        #expect(limiter.refuse(from: one, events: ["a": 10], count: 10, at: now) == nil)
        #expect(limiter.refuse(from: one, events: ["a": 1, "b": 1], count: 2, at: now) == .seconds(1))
        #expect(limiter.refuse(from: one, events: ["b": 10], count: 10, at: now) == nil)
        #expect(limiter.refuse(from: one, events: [:], count: 0, at: now) == .milliseconds(500))
        #expect(limiter.refuse(from: other, events: ["c": 1], count: 1, at: now) == nil)
        #expect(limiter.refuse(from: nil, events: ["d": 1], count: 1, at: now) == nil)
        let open = CollectLimiter(perSite: nil, perAddress: nil)
        #expect(open.refuse(from: one, events: ["a": 1_000_000], count: 1_000_000, at: now) == nil)
    }

    @Test("What is too much is answered with 429 as every protocol, and PostHog's newer one tells to send again")
    func answers() async throws {
        try await EventsMachine.with(settings: ["collect.site.rate": "0.1"]) { machine in
            try await machine[0].createShop()
            #expect(try await machine[0].track("/v1/collect", EventsInstance.pageView()).status == 200)
            for (path, body) in [
                ("/v1/collect", EventsInstance.pageView(id: "e2")),
                ("/api/event", #"{"n":"pageview","u":"https://shop.test/","d":"shop.test"}"#),
                ("/v1/batch", #"{"writeKey":"KEY","batch":[{"type":"track","event":"a","userId":"u"}]}"#),
            ] {
                let answer = try await machine[0].track(path, body, type: "application/json")
                #expect(answer.status == 429, "\(path): \(answer)")
                #expect(answer.headers[.retryAfter].flatMap { Int($0) }.map { (1...11).contains($0) } == true)
            }
            let told = try await machine[0].track(
                "/i/v1/analytics/events",
                #"{"api_key":"phc_x","batch":[{"event":"a","distinct_id":"d","uuid":"1"}]}"#, type: "application/json",
                headers: ["authorization": "Bearer phc_x"])
            #expect(told.status == 200 && told.text.contains("retry"), "\(told)")
            #expect(try await machine[0].collected().count == 1)
            #expect(try await machine[0].letters().isEmpty)
        }
    }
}

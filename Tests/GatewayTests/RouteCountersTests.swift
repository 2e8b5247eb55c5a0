import Testing

@testable import Gateway

struct RouteCountersTests {
    @Test("Durations are counted in the bucket that they fall into")
    func buckets() throws {
        let counters = RouteCounters(route: "/a")
        for milliseconds: Int64 in [0, 5, 6, 10_000, 10_001] {
            counters.record(status: 200, method: .get, nanoseconds: milliseconds * 1_000_000)
        }
        let counted = try #require(counters.drain().first)
        #expect(counted.counts.count == CountedRequests.bounds.count + 1)
        #expect(counted.counts[0] == 2)
        #expect(counted.counts[1] == 1)
        #expect(counted.counts[CountedRequests.bounds.count - 1] == 1)
        #expect(counted.counts[CountedRequests.bounds.count] == 1)
        #expect(abs(counted.seconds - 20.012) < 0.0001)
        #expect(counted.route == "/a")
    }

    @Test("What was given out is not given out again")
    func drains() {
        let counters = RouteCounters(route: "/a")
        counters.record(status: 200, method: .get, nanoseconds: 1)
        #expect(counters.drain().count == 1)
        #expect(counters.isEmpty)
        #expect(counters.drain().isEmpty)
        counters.record(status: 200, method: .get, nanoseconds: 1)
        #expect(counters.drain().map { $0.counts.reduce(0, +) } == [1])
    }

    @Test("A service that answers with every status there is does not make series without end")
    func bounded() {
        let counters = RouteCounters(route: "/a")
        for status in 200..<600 {
            for method in [RequestMethod.get, .post] { counters.record(status: status, method: method, nanoseconds: 1) }
        }
        let drained = counters.drain()
        #expect(drained.count <= 70)
        #expect(drained.reduce(0) { $0 + $1.counts.reduce(0, +) } == 800)
        #expect(drained.contains { $0.status == 500 && $0.method == "_OTHER" })
    }
}

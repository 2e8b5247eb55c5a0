import MeshRuntime
import Testing

@testable import Gateway

struct CountedRequestsTests {
    @Test("What the loops counted stands in the exposition, added up")
    func exposition() {
        let registry = MetricsRegistry()
        var counts = [UInt64](repeating: 0, count: CountedRequests.bounds.count + 1)
        counts[0] = 2
        counts[CountedRequests.bounds.count] = 1
        let counted = CountedRequests(route: "/a", method: "GET", status: 200, counts: counts, seconds: 12.5)
        registry.count(counted)
        registry.count(counted)
        let text = String(decoding: registry.exposition(), as: UTF8.self)
        let labels = #"http_request_method="GET",http_response_status_code="200",http_route="/a""#
        #expect(text.contains("http_server_request_duration_seconds_bucket{\(labels),le=\"0.005\"} 4\n"))
        #expect(text.contains("http_server_request_duration_seconds_bucket{\(labels),le=\"+Inf\"} 6\n"))
        #expect(text.contains("http_server_request_duration_seconds_sum{\(labels)} 25\n"))
        #expect(text.contains("http_server_request_duration_seconds_count{\(labels)} 6\n"))
    }
}

import MeshCore
import Testing

@testable import Supervisor

@Suite("Rates from an instance's metrics")
struct TrafficTests {
    let start = MonotonicInstant(nanoseconds: 1_000_000_000_000)

    /// A histogram of which so many requests took up to 10 ms, up to 100 ms, and longer.
    func reading(_ fast: Int, _ slow: Int, _ slowest: Int, after seconds: Int) -> TrafficReading {
        let text = """
            # HELP http_server_request_duration_seconds Time.
            # TYPE http_server_request_duration_seconds histogram
            http_server_request_duration_seconds_bucket{http_route="/v1/products/{id}",le="0.01"} \(fast)
            http_server_request_duration_seconds_bucket{http_route="/v1/products/{id}",le="0.1"} \(fast + slow)
            http_server_request_duration_seconds_bucket{http_route="/v1/products/{id}",le="+Inf"} \(fast + slow + slowest)
            http_server_request_duration_seconds_bucket{http_route="/health/ready",le="0.01"} 100000
            http_server_request_duration_seconds_bucket{http_route="/health/ready",le="+Inf"} 100000
            http_server_request_duration_seconds_count{http_route="/v1/products/{id}"} \(fast + slow + slowest)
            other_bucket{le="+Inf"} 7
            """
        var reader = TrafficReader()
        return reader.reading(Array(text.utf8), at: start.advanced(by: .seconds(seconds)))
    }

    @Test("A reader that has seen the series takes their new values, and new series")
    func again() {
        var reader = TrafficReader()
        func total(_ lines: String...) -> Double {
            reader.reading(Array(lines.joined(separator: "\n").utf8), at: start).total
        }
        let name = "http_server_request_duration_seconds_bucket"
        let (one, probe) = ("\(name){http_route=\"/a b\",le=\"+Inf\"}", "\(name){http_route=\"/metrics\",le=\"+Inf\"}")
        #expect(total("\(one) 3", "\(probe) 7") == 3)
        #expect(total("\(one) 5", "\(probe) 9", "\(name){http_route=\"/c\",le=\"+Inf\"} 1e2", "") == 105)
        #expect(total("\(name)", "\(name){le=\"x\"} 1", "\(name){le=\"1\" 1", "", "# \(one) 1") == 0)
    }

    @Test("Series are added up, without the mesh's own probes")
    func addsUp() {
        #expect(reading(10, 5, 1, after: 0).total == 16)
        #expect(reading(10, 5, 1, after: 0).buckets.map(\.count) == [10, 15, 16])
    }

    @Test("One reading has no rate")
    func one() {
        var window = TrafficWindow()
        #expect(window.requestsPerSecond == nil)
        window.append(reading(10, 0, 0, after: 0))
        #expect(window.requestsPerSecond == nil)
        #expect(window.p99Milliseconds == nil)
    }

    @Test("The rate and the percentile are those between the readings")
    func rates() throws {
        var window = TrafficWindow()
        window.append(reading(1_000, 1_000, 1_000, after: 0))
        window.append(reading(1_980, 1_020, 1_000, after: 10))
        #expect(window.requestsPerSecond == 100)
        // The 990th of 1000 is the tenth of the twenty between 10 and 100 ms.
        #expect(abs(try #require(window.p99Milliseconds) - 55) < 0.001)
    }

    @Test("Beyond the last bound the percentile is that bound")
    func beyond() {
        var window = TrafficWindow()
        window.append(reading(0, 0, 0, after: 0))
        window.append(reading(0, 10, 90, after: 1))
        #expect(window.p99Milliseconds == 100)
    }

    @Test("Old readings go; a counter that falls begins anew")
    func window() {
        var window = TrafficWindow()
        for second in 0..<20 { window.append(reading(second * 10 + (second > 10 ? 1_000 : 0), 0, 0, after: second)) }
        #expect(window.requestsPerSecond == 10)
        window.append(reading(5, 0, 0, after: 21))
        #expect(window.requestsPerSecond == nil)
    }

    @Test(
        "Lines of Prometheus text",
        arguments: [
            ("up 1", "up", [:], 1.0), ("a{b=\"c\"} 2.5 1700000000", "a", ["b": "c"], 2.5),
            ("a{b=\"x\\\"y\\\\z\\n,}\",c=\"\"} +Inf", "a", ["b": "x\"y\\z\n,}", "c": ""], .infinity),
        ])
    func lines(text: String, name: String, labels: [String: String], value: Double) throws {
        let sample = try #require(PrometheusSample(line: text))
        #expect(sample.name == name)
        #expect(sample.labels == labels)
        #expect(sample.value == value)
    }

    @Test("What is no sample is none", arguments: ["", "# TYPE a counter", "a", "a{b=\"c} 1", "a{b} 1", "a x", "{} 1"])
    func noSample(text: String) {
        #expect(PrometheusSample(line: text) == nil)
    }
}

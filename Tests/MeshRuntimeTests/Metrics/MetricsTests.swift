import CoreMetrics
import Foundation
import HTTPTypes
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite("Metrics")
struct MetricsTests {
    let registry = MetricsRegistry(process: ProcessMetrics())

    var text: String { String(decoding: registry.exposition(), as: UTF8.self) }

    @Test(
        "have the names that OpenTelemetry's rules give them",
        arguments: [
            ("http.server.request.duration", MetricUnit.seconds, false, "http_server_request_duration_seconds"),
            ("http.server.requests", nil, true, "http_server_requests_total"),
            ("store.size", .bytes, false, "store_size_bytes"), ("cache.hit_ratio", .ratio, false, "cache_hit_ratio"),
            ("retries_total", nil, true, "retries_total"), ("a..b--c", nil, false, "a_b_c"),
            ("1st", nil, false, "_1st"),
            ("cpu.seconds", .seconds, true, "cpu_seconds_total"),
        ])
    func names(name: String, unit: MetricUnit?, isCounter: Bool, expected: String) {
        #expect(MetricName.prometheus(name, unit: unit, isCounter: isCounter) == expected)
    }

    @Test("count in cumulative buckets with explicit bounds")
    func histogram() {
        let histogram = registry.histogram("wait.time", unit: .seconds, bounds: [0.1, 1], help: "Waiting.")
        for value in [0.05, 0.1, 0.5, 2, .nan] { histogram.record(value) }
        for line in [
            "# HELP wait_time_seconds Waiting.", "# TYPE wait_time_seconds histogram",
            #"wait_time_seconds_bucket{le="0.1"} 2"#,
            #"wait_time_seconds_bucket{le="1"} 3"#, #"wait_time_seconds_bucket{le="+Inf"} 4"#,
            "wait_time_seconds_count 4",
            "wait_time_seconds_sum 2.65",
        ] {
            #expect(text.contains(line + "\n"), "\(line) in \(text)")
        }
    }

    @Test("are the same instrument for the same name and labels, whatever their order")
    func identity() {
        let first = registry.counter("hits", labels: [("a", "1"), ("b", "2")], help: "Hits.")
        let second = registry.counter("hits", labels: [("b", "2"), ("a", "1")], help: "Hits.")
        first.increment()
        second.increment(by: 2)
        #expect(first === second)
        #expect(text.contains(#"hits_total{a="1",b="2"} 3"#))
    }

    @Test("of one name and two kinds do not spoil the exposition")
    func kinds() {
        registry.gauge("depth", help: "Depth.").set(4)
        registry.histogram("depth", bounds: [1], help: "Depth.").record(1)
        #expect(text.contains("depth 4\n"))
        #expect(!text.contains("depth_bucket"))
    }

    @Test("beyond the limit share one series that says so")
    func overflow() {
        for number in 0..<(MetricsRegistry.seriesLimit + 50) {
            registry.counter("many", labels: [("n", String(number))], help: "Many.").increment()
        }
        #expect(text.contains(#"many_total{otel_metric_overflow="true"} 50"#))
        #expect(text.split(separator: "\n").count { $0.hasPrefix("many_total{") } == MetricsRegistry.seriesLimit + 1)
    }

    @Test("escape what a label's value may hold")
    func escapes() {
        registry.gauge("odd", labels: [("v", "a\"b\\c\nd")], help: "Odd\nthing.").set(.infinity)
        #expect(text.contains(#"odd{v="a\"b\\c\nd"} +Inf"#))
        #expect(text.contains(#"# HELP odd Odd\nthing."#))
    }

    @Test("lose nothing when many count at once")
    func concurrent() async {
        let counter = registry.counter("hits", help: "Hits.")
        let number = registry.gauge("level", help: "Level.")
        let histogram = registry.histogram("size", bounds: [1], help: "Size.")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<5000 {
                        counter.increment()
                        number.add(1)
                        histogram.record(1)
                    }
                }
            }
        }
        #expect(counter.current == 40_000)
        #expect(number.current == 40_000)
        #expect(histogram.current.counts == [40_000, 0])
    }

    @Test("come from swift-metrics as well")
    func backend() {
        let factory: any MetricsFactory = registry
        Counter(label: "jobs", dimensions: [("kind", "a")], factory: factory).increment(by: 3)
        FloatingPointCounter(label: "watts", factory: factory).increment(by: 1.5)
        Gauge(label: "queue.length", factory: factory).record(7)
        let meter = Meter(label: "load", factory: factory)
        meter.increment(by: 3)
        meter.decrement(by: 1)
        Recorder(label: "rows", factory: factory).record(Int64(3))
        Timer(label: "job.duration", factory: factory).recordNanoseconds(20_000_000)
        for line in [
            #"jobs_total{kind="a"} 3"#, "watts_total 1.5", "queue_length 7", "load 2", "rows_count 1",
            "job_duration_seconds_sum 0.02",
            #"job_duration_seconds_bucket{le="0.025"} 1"#,
        ] {
            #expect(text.contains(line + "\n"), "\(line) in \(text)")
        }
    }

    @Test("tell of the process itself")
    func process() {
        for name in [
            "cpu_seconds_total", "resident_memory_bytes", "open_fds", "max_fds", "start_time_seconds", "uptime_seconds",
        ] {
            let line = text.split(separator: "\n").first { $0.hasPrefix("process_\(name) ") }
            #expect(line.flatMap { Double($0.split(separator: " ")[1]) }.map { $0 > 0 } == true, "\(name)")
        }
    }

    @Test("of requests have the attributes of OpenTelemetry, and a client cannot make series by methods")
    func requests() async throws {
        let door = NoteDoor()
        _ = try await door.send(.get, "/v1/notes")
        _ = try await door.send(.get, "/v1/notes/search")
        _ = try await door.send(try #require(HTTPRequest.Method(rawValue: "BREW")), "/v1/notes")
        _ = try await door.send(.get, "/nowhere")
        let text = String(decoding: door.registry.exposition(), as: UTF8.self)
        func count(_ method: String, _ status: Int, _ route: String) -> String {
            "http_server_request_duration_seconds_count{http_request_method=\"\(method)\",http_response_status_code=\"\(status)\",http_route=\"\(route)\"} 1\n"
        }
        for line in [
            count("GET", 200, "/v1/notes"), count("GET", 400, "/v1/notes/search"), count("_OTHER", 405, ""),
            count("GET", 404, ""),
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
        #expect(text.contains("http_server_active_requests 0\n"))
    }

    @Test("are clean for promtool", .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/promtool")))
    func promtool() async throws {
        backend()
        let door = NoteDoor()
        _ = try await door.send(.get, "/v1/notes")
        for bytes in [registry.exposition(), door.registry.exposition()] {
            let verdict = try await Program.run("/usr/bin/promtool", ["check", "metrics"], input: Data(bytes))
            #expect(verdict.status == 0 && verdict.output.isEmpty, "\(verdict.output)")
        }
    }
}

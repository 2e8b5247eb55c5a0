import MeshCore
import Testing

@testable import Supervisor

@Suite("How fast an error budget burns")
struct ErrorBudgetTests {
    private static let start = Timestamp(milliseconds: 1_795_222_800_000)

    @Test("Each window holds its minutes; the burn is the share of failures over what may fail")
    func burning() throws {
        var budget = ErrorBudget()
        for minute in 0..<120 {
            // The first hour is well, then two of a hundred fail.
            budget.add(requests: 100, failures: minute < 60 ? 0 : 2, at: Self.start + .seconds(60 * minute))
        }
        let now = Self.start + .seconds(60 * 119)
        let windows = Dictionary(uniqueKeysWithValues: budget.windows(at: now).map { ($0.minutes, $0) })
        #expect(windows[5]?.requests == 500 && windows[5]?.failures == 10)
        for (minutes, burn) in [(5, 20.0), (60, 20), (120, 10)] {
            #expect(abs(try #require(windows[minutes]).burn - burn) < 1e-6)
        }
        #expect(windows[4320]?.requests == 12_000)
        let later = budget.windows(at: now + .seconds(600))
        #expect(later.first { $0.minutes == 5 }?.requests == 0 && later.first { $0.minutes == 5 }?.burn == 0)
    }

    @Test("What is older than the longest window is forgotten")
    func forgets() {
        var budget = ErrorBudget()
        budget.add(requests: 10, failures: 10, at: Self.start)
        budget.add(requests: 10, failures: 0, at: Self.start + .seconds(4320 * 60))
        #expect(budget.windows(at: Self.start + .seconds(4320 * 60)).last?.failures == 0)
    }

    @Test("Failures and queues are read from an instance's metrics, without probes")
    func reading() {
        let name = "http_server_request_duration_seconds_bucket"
        let text = """
            \(name){http_response_status_code="200",http_route="/a",le="1"} 7
            \(name){http_response_status_code="200",http_route="/a",le="+Inf"} 8
            \(name){http_response_status_code="503",http_route="/a",le="1"} 1
            \(name){http_response_status_code="503",http_route="/a",le="+Inf"} 2
            \(name){http_response_status_code="404",http_route="/a",le="+Inf"} 4
            \(name){http_response_status_code="503",http_route="/health/ready",le="+Inf"} 9
            notifier_waiting{channel="email"} 12
            notifier_waiting_other 3
            """
        var reader = TrafficReader()
        let reading = reader.reading(Array(text.utf8), at: MonotonicInstant(nanoseconds: 0))
        #expect(reading.total == 14 && reading.failures == 2)
        #expect(reading.queues == [#"notifier_waiting{channel="email"}"#: 12])
    }
}

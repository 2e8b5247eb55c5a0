import EventLogConformance
import Testing

@testable import EventLog

@Suite("Our own log keeps what every log promises")
struct ConformanceTests {
    @Test("It keeps the rule", arguments: ConformanceRule.all())
    func keeps(_ rule: ConformanceRule) async throws {
        let test = try TestLog()
        let log = try await test.open()
        try await rule.prove(on: log)
        try await log.close()
    }
}

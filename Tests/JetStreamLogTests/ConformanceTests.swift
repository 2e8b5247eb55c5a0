import EventLogConformance
import JetStreamLog
import NatsServers
import Testing

@Suite("A log on NATS JetStream keeps what every log promises", .serialized)
struct ConformanceTests {
    @Test("On one server, and on a cluster of three", arguments: [1, 3])
    func conformance(_ count: Int) async throws {
        try await NatsCluster.with(count) { cluster in
            try await cluster.withLog { log in
                await withTaskGroup { group in
                    for rule in ConformanceRule.all() { group.addTask { await Self.prove(rule, on: log) } }
                }
            }
        }
    }

    private static func prove(_ rule: ConformanceRule, on log: JetStreamLog) async {
        do {
            try await rule.prove(on: log)
        } catch {
            Issue.record("\u{201C}\(rule)\u{201D} is broken: \(error)")
        }
    }
}

import EventLog
import Foundation
import JetStreamLog
import NatsServers
import Testing

@Suite("A cluster of three loses one server after another", .serialized)
struct KilledNodeTests {
    private static var variables: [String: String] { ProcessInfo.processInfo.environment }
    /// How many are killed; set KILLS for more.
    private static var kills: Int { variables["KILLS"].flatMap { Int($0) } ?? 3 }

    @Test("Every rule holds while servers are killed and come back, and nothing acknowledged is lost or doubled")
    func killed() async throws {
        let seed = Self.variables["SEED"].flatMap { UInt64($0) } ?? .random(in: .min ... .max)
        try await NatsCluster.with(3) { cluster in
            try await cluster.withLog("one") { one in
                try await cluster.withLog("two") { two in
                    let course = KillCourse(cluster, logs: [one, two], seed: seed)
                    let trial = try await AppendTrial(one, two)
                    try await withThrowingTaskGroup { group in
                        group.addTask { try await course.run(rounds: Self.kills) }
                        for (number, log) in [one, two, one, two].enumerated() {
                            group.addTask { await trial.write(number, to: log, until: course) }
                        }
                        try await group.waitForAll()
                    }
                    #expect(course.failures == [], "seed \(seed)")
                    try await trial.verify("seed \(seed)")
                }
            }
        }
    }
}

import EventLogConformance
import JetStreamLog
import MeshCore
import MeshTestKit
import NatsServers
import Synchronization

/// Proves all rules again and again, and kills one server each time.
final class KillCourse: Sendable {
    private struct State {
        var random: SplitMix64
        /// The rules that are still to be proved in this round.
        var rules: [ConformanceRule] = []
        var proofs = 0
        var failures: [String] = []
        var isOver = false
    }

    private let cluster: NatsCluster
    private let logs: [JetStreamLog]
    private let state: Mutex<State>

    /// - Parameter logs: Instances of the log, which share the rules.
    init(_ cluster: NatsCluster, logs: [JetStreamLog], seed: UInt64) {
        self.cluster = cluster
        self.logs = logs
        state = Mutex(State(random: SplitMix64(seed: seed)))
    }

    /// What was broken.
    var failures: [String] { state.withLock { $0.failures } }
    /// Whether all servers that were to be killed have been.
    var isOver: Bool { state.withLock { $0.isOver } }

    /// Kills a server in each of some rounds: in the first before all rules, to come back after all of them, then at any
    /// moment, to come back at any later one.
    func run(rounds: Int) async throws {
        defer { state.withLock { $0.isOver = true } }
        try await healthy()
        for round in 0..<rounds {
            let rules = state.withLock { ConformanceRule.all().shuffled(using: &$0.random) }
            state.withLock { state in
                state.rules = rules
                state.proofs = 0
            }
            let death = round == 0 ? 0 : random(in: 0..<rules.count)
            let comeback = round == 0 ? rules.count : random(in: death + 1..<rules.count + 1)
            let node = cluster.nodes[random(in: 0..<cluster.nodes.count)]
            if death == 0 { try await node.kill() }
            try await withThrowingTaskGroup { group in
                for log in logs { for _ in 0..<2 { group.addTask { await self.prove(on: log) } } }
                group.addTask {
                    try await self.proved(death)
                    try await node.kill()
                    try await self.proved(comeback)
                    try node.start()
                }
                try await group.waitForAll()
            }
            try await healthy()
        }
    }

    /// Proves rules until none is left.
    private func prove(on log: JetStreamLog) async {
        while let rule = state.withLock({ $0.rules.popLast() }) {
            do {
                try await rule.prove(on: log)
            } catch {
                state.withLock { $0.failures.append("\(rule): \(error)") }
            }
            state.withLock { $0.proofs += 1 }
        }
    }

    private func proved(_ count: Int) async throws {
        try await waitUntil("rules are proved", limit: .seconds(180), state: { "\(self.failures)" }) {
            self.state.withLock { $0.proofs } >= count
        }
    }

    private func healthy() async throws {
        for node in cluster.nodes {
            try await waitUntil("the server has all that the others have", state: { node.lastWords }) {
                try await node.isHealthy()
            }
        }
    }

    private func random(in range: Range<Int>) -> Int { state.withLock { Int.random(in: range, using: &$0.random) } }
}

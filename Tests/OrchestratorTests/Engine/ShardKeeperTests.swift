import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Who holds which shards", .timeLimit(.minutes(2)))
struct ShardKeeperTests {
    /// How often each shard has changed hands.
    private func fences(_ store: OrchestratorStore) throws -> [Int64] {
        try store.store.fastRead { db in
            try Int64.fetchAll(db, sql: "SELECT fence FROM shard ORDER BY number")
        }
    }

    @Test("Instances that were all away for long, as a machine that slept, keep what they have")
    func slept() async throws {
        var stage = try EngineStage()
        let clock = VirtualWallClock()
        stage.clock = clock
        let engines = try ["one", "two"].map { try stage.engine($0, WatchedTasks().integration(of: $0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { try await engine.run() } }
            try await waitUntil("each holds its half") {
                engines.allSatisfy { $0.environment.switchboard.heldShards.count == 4 }
            }
            let before = try fences(engines[0].store)
            clock.advance(by: .seconds(60))
            let woken = clock.now()
            try await waitUntil("both have said that they live") {
                try engines[0].store.instances().count { $0.seenAt == woken } == 2
            }
            #expect(try fences(engines[0].store) == before)
            group.cancelAll()
        }
    }

    @Test("An instance that says nothing while another one works has lost its shards within the term")
    func hangs() async throws {
        var stage = try EngineStage()
        let clock = VirtualWallClock()
        stage.clock = clock
        let store = try stage.store()
        let engine = try stage.engine("one", WatchedTasks().integration(of: "one"))
        try await store.announce(InstanceRecord(owner: "two", bell: 0, seenAt: clock.now()))
        _ = try await store.take((4..<8).map { ShardPlan.Holding(shard: $0, owner: nil) }, for: "two", gone: [])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            try await waitUntil("it holds its half") { engine.environment.switchboard.heldShards.count == 4 }
            for _ in 0..<5 {
                clock.advance(by: .seconds(1))
                let moment = clock.now()
                try await waitUntil("it looks") {
                    try store.instances().contains { $0.owner == "one" && $0.seenAt == moment }
                }
            }
            try await waitUntil("it holds all") { engine.environment.switchboard.heldShards.count == 8 }
            #expect(try store.instances().map(\.owner) == ["one"])
            group.cancelAll()
        }
    }
}

import GRDB
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import StatesLanguage
import Testing

@testable import Orchestrator

@Suite("How long executions stay", .timeLimit(.minutes(2)))
struct RetentionTests {
    private static let retention: Duration = .seconds(90 * 86_400)

    /// Begins with a payload of its own, and waits when it is told to.
    private static let definition: JSONValue = [
        "StartAt": "C",
        "States": [
            "C": [
                "Type": "Choice", "Default": "P",
                "Choices": [["Variable": "$.wait", "IsPresent": true, "Next": "W"]],
            ],
            "P": ["Type": "Pass", "End": true],
            "W": ["Type": "Wait", "Seconds": 31_536_000, "End": true],
        ],
    ]

    private func rows(_ store: OrchestratorStore) throws -> [Int] {
        try store.store.fastRead { db in
            try ["execution", "history", "payload", "execution_state"].map { table in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
        }
    }

    @Test("An execution goes 90 days after its end with all that is its own, and its name is free again")
    func removal() async throws {
        var stage = try EngineStage()
        let clock = VirtualWallClock()
        stage.clock = clock
        let engine = try stage.engine("one", WatchedTasks().integration(of: "one"))
        let store = engine.store
        let sweeper = RetentionSweeper(
            store: store, retention: Self.retention, pauses: ContinuousClock(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            try await waitUntil("it holds all shards") { engine.environment.switchboard.heldShards.count == 8 }
            let target = try await stage.machine("m", Self.definition, in: engine)
            let long = #"{"text": "\#(String(repeating: "x", count: 3000))"}"#
            for number in 0..<20 {
                _ = try await engine.start(StartRequest(target: target, name: "\(number)", input: long))
            }
            let waiting = try await engine.start(
                StartRequest(target: target, name: "waiting", input: #"{"wait": true, "text": "\#(long.count)"}"#))
            try await waitUntil("those that do not wait have ended") {
                try (0..<20).allSatisfy { try store.execution("\($0)", ofMachine: "m")?.status == .succeeded }
            }
            clock.advance(by: Self.retention)
            try await sweeper.sweep()
            #expect(try rows(store)[0] == 21, "not before the 90 days are over")
            let again = StartRequest(target: target, name: "7", input: long)
            await #expect(throws: OrchestratorError.self) { try await engine.start(again) }
            clock.advance(by: .milliseconds(1))
            try await sweeper.sweep()
            #expect(try rows(store) == [1, 1, 0, 1])
            #expect(try store.execution("waiting", ofMachine: "m")?.number == waiting.number)
            #expect(try await engine.start(again).name == "7")
            group.cancelAll()
        }
    }

    @Test("A long history goes piece by piece, and its execution last")
    func pieces() async throws {
        let store = try EngineStage().store()
        let old = store.clock.now() - Self.retention
        try await store.store.write { db in
            try db.execute(
                sql: """
                    INSERT INTO execution (number, shard, machine, machine_name, name, revision, kind, status, started_at,
                        stopped_at, input) VALUES (1, 0, 1, 'm', 'n', 1, 0, 1, 0, ?, '{}')
                    """, arguments: [old.milliseconds])
            for first in 1...1000 {
                try db.execute(
                    sql: "INSERT INTO history (execution, first, last, events) VALUES (1, ?1, ?1, x'')",
                    arguments: [first])
            }
        }
        let moment = store.clock.now()
        for left in [600, 200] {
            #expect(try await store.removeExecutions(endedBefore: moment, limit: 400))
            #expect(try rows(store).prefix(2) == [1, left])
        }
        #expect(try await store.removeExecutions(endedBefore: moment, limit: 400) == false)
        #expect(try rows(store).prefix(2) == [0, 0])
    }

    @Test("What is old is found by an index")
    func plan() async throws {
        let store = try EngineStage().store()
        let plans = try store.store.fastRead { db in
            try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN \(OrchestratorStore.stoppedSQL)", arguments: [0, 1])
                .map { $0["detail"] as String }
        }
        #expect(plans.count == 1 && plans[0].contains("execution_stopped"), "\(plans)")
    }
}

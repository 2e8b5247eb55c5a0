import GRDB
import MeshCore
import MeshStore
import MeshTestKit
import StatesLanguage
import Testing

@testable import Orchestrator

@Suite("Keys and limits among instances", .timeLimit(.minutes(2)))
struct SharedLimitsTests {
    /// Starts executions in turns on all engines, and waits until their tasks wait or are under way.
    private func start(
        _ count: Int, _ input: JSONValue, on engines: [WorkflowEngine], _ target: StartTarget
    ) async throws {
        for number in 0..<count {
            _ = try await engines[number % engines.count].start(
                StartRequest(target: target, input: input.description))
        }
    }

    private func awaitShards(_ engines: [WorkflowEngine]) async throws {
        try await waitUntil("every instance holds its share") {
            engines.allSatisfy { $0.environment.switchboard.heldShards.count == 8 / engines.count }
        }
    }

    private func running(_ store: OrchestratorStore) throws -> Int {
        try store.store.fastRead { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM execution WHERE status = 0") ?? 0
        }
    }

    private func count(_ table: String, _ store: OrchestratorStore) throws -> Int {
        try store.store.fastRead { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
    }

    @Test("Of tasks with one key one is under way at a time among two instances, which take turns")
    func exclusiveKeys() async throws {
        let (stage, tasks) = (try EngineStage(), WatchedTasks())
        let engines = try ["one", "two"].map { try stage.engine($0, tasks.integration(of: $0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { try await engine.run() } }
            try await awaitShards(engines)
            let target = try await stage.machine("m", EngineStage.oneTask, in: engines[0])
            try await start(40, ["key": "order 7"], on: engines, target)
            try await waitUntil("the other instance waits for the key") {
                try count("dispatch_wait", engines[0].store) == 1
            }
            #expect(tasks.begun.count == 1)
            tasks.open()
            try await waitUntil("all have ended") { try running(engines[0].store) == 0 }
            #expect(tasks.most(of: "order 7") == 1)
            #expect(tasks.tokens.count == 40)
            let early = tasks.begun.prefix(20).map(\.instance)
            #expect(early.count { $0 == "one" } >= 8 && early.count { $0 == "two" } >= 8, "\(early)")
            try await waitUntil("nothing is held") { try count("dispatch_hold", engines[0].store) == 0 }
            group.cancelAll()
        }
    }

    @Test("A function's limit holds for all instances together")
    func concurrency() async throws {
        var stage = try EngineStage()
        stage.limits = ["work": DispatchLimit(concurrency: 3)]
        let tasks = WatchedTasks()
        let engines = try ["one", "two"].map { try stage.engine($0, tasks.integration(of: $0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { try await engine.run() } }
            try await awaitShards(engines)
            let target = try await stage.machine("m", EngineStage.oneTask, in: engines[0])
            try await start(40, ["key": nil], on: engines, target)
            try await waitUntil("three are under way") { tasks.begun.count == 3 }
            tasks.open()
            try await waitUntil("all have ended") { try running(engines[0].store) == 0 }
            #expect(tasks.most(of: "") == 3)
            #expect(tasks.tokens.count == 40)
            group.cancelAll()
        }
    }

    @Test("A function's rate holds for all instances together")
    func rate() async throws {
        let stage = try EngineStage()
        let clock = VirtualWallClock()
        var other = stage
        other.clock = clock
        let store = try other.store()
        for owner in ["one", "two"] {
            try await store.announce(InstanceRecord(owner: owner, bell: 0, seenAt: clock.now()))
        }
        let ticket = DispatchTicket(policy: DispatchPolicy(target: "mail"), arrival: 1)
        func take(_ task: Int64, _ owner: String) async throws -> DispatchVerdict {
            let claim = try #require(
                DispatchClaim(execution: 1, task: task, ticket: ticket, limits: ["mail": DispatchLimit(perSecond: 2)]))
            return try await store.take(claim, for: owner)
        }
        #expect(try await take(1, "one") == .granted)
        #expect(try await take(2, "two") == .granted)
        let half = clock.now() + .milliseconds(500)
        #expect(try await take(3, "one") == .refused(.target("mail"), until: half))
        #expect(try await take(4, "two") == .refused(.target("mail"), until: half))
        clock.set(half)
        #expect(try await take(3, "one") == .granted)
        #expect(try await take(4, "two") == .refused(.target("mail"), until: half + .milliseconds(500)))
    }

    @Test("A key whose instance is gone is the task's that had it, until that was done again")
    func takeover() async throws {
        let (stage, tasks) = (try EngineStage(), WatchedTasks())
        let engines = try ["one", "two"].map { try stage.engine($0, tasks.integration(of: $0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let first = Task { try await engines[0].run() }
            group.addTask { try await engines[1].run() }
            try await awaitShards(engines)
            let target = try await stage.machine("m", EngineStage.oneTask, in: engines[0])
            try await start(1, ["key": "order 7"], on: [engines[0]], target)
            try await waitUntil("its task is under way") { tasks.begun.count == 1 }
            try await start(5, ["key": "order 7"], on: [engines[1]], target)
            try await waitUntil("the other waits for the key") { try count("dispatch_wait", engines[1].store) == 1 }
            first.cancel()
            _ = await first.result
            tasks.open()
            try await waitUntil("all have ended") { try running(engines[1].store) == 0 }
            #expect(tasks.most(of: "order 7") == 1)
            let tokens = tasks.begun.map(\.token)
            #expect(tokens.count == 7 && Set(tokens).count == 6)
            #expect(tokens[0] == tokens[1], "the task that had the key goes first")
            group.cancelAll()
        }
    }

    @Test("The hold of an instance that died is void when nobody has to do its task any more")
    func voidHolds() async throws {
        let store = try EngineStage().store()
        let now = store.clock.now()
        for owner in ["one", "two"] { try await store.announce(InstanceRecord(owner: owner, bell: 0, seenAt: now)) }
        let ticket = DispatchTicket(policy: DispatchPolicy(exclusiveKey: "k"), arrival: 1)
        let claims = try (1...2).map { task in
            try #require(DispatchClaim(execution: 1, task: Int64(task), ticket: ticket, limits: [:]))
        }
        #expect(try await store.take(claims[0], for: "one") == .granted)
        guard case .refused(.key("k"), _) = try await store.take(claims[1], for: "two") else {
            Issue.record("the key is taken")
            return
        }
        _ = try await store.take([], for: "two", gone: ["one"])
        #expect(try await store.take(claims[1], for: "two") == .granted)
        #expect(try await store.letGo(claims[1], of: "two") == false)
        #expect(try count("dispatch_hold", store) == 0)
    }
}

import MeshCore
import MeshTestKit
import Synchronization
import Testing

@testable import Orchestrator

@Suite("Who waits for an execution", .timeLimit(.minutes(2)))
struct PatienceTests {
    private static let failing: JSONValue = ["StartAt": "F", "States": ["F": ["Type": "Fail", "Error": "E"]]]

    @Test("What another instance is told to do is done when it is acknowledged")
    func acknowledged() async throws {
        let (stage, tasks) = (try EngineStage(), WatchedTasks())
        let engines = try ["one", "two"].map { try stage.engine($0, tasks.integration(of: $0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { try await engine.run() } }
            try await waitUntil("every instance holds its share") {
                engines.allSatisfy { $0.environment.switchboard.heldShards.count == 4 }
            }
            let store = engines[1].store
            let failing = try await stage.machine("failing", Self.failing, in: engines[0])
            let failed = try await engines[0].start(StartRequest(target: failing, input: "{}")).number
            try await waitUntil("it has failed") { try store.execution(failed)?.status == .failed }
            let record = try #require(try store.execution(failed))
            let redrivenAt = try await engines[1].redrive(record, token: nil)
            #expect(try store.execution(failed)?.redriveCount == 1)
            #expect(try store.execution(failed)?.redrivenAt == redrivenAt)

            let target = try await stage.machine("m", EngineStage.oneTask, in: engines[0])
            let running = try await engines[0].start(StartRequest(target: target, input: "{}"))
            let stoppedAt = try await engines[1].stop(running, error: nil, cause: nil)
            #expect(try store.execution(running.number)?.status == .aborted)
            #expect(try store.execution(running.number)?.stoppedAt == stoppedAt)
            group.cancelAll()
        }
    }

    @Test("Who waits looks seldom, and not at all when there is nothing left of the time")
    func looks() async throws {
        let engine = try EngineStage().engine("one", WatchedTasks().integration(of: "one"))
        func looks(atMost limit: Duration) async throws -> Int {
            var looks = 0
            let found: Int? = try await engine.look(
                at: .end(execution: 1), first: .milliseconds(1), longest: .milliseconds(64), atMost: limit
            ) {
                looks += 1
                return nil
            }
            #expect(found == nil)
            return looks
        }
        // After 0, 1, 2.3, 3.8, 5.8, 8.2, 11.3 … milliseconds, and once more when the time is over.
        let count = try await looks(atMost: .milliseconds(300))
        #expect((2...25).contains(count), "\(count)")
        #expect(try await looks(atMost: .zero) <= 2)
    }

    @Test("The end is told where it happens and at the other instance, and not before", arguments: [1, 2])
    func end(instances: Int) async throws {
        let (stage, tasks) = (try EngineStage(), WatchedTasks())
        let engines = try ["one", "two"].prefix(instances).map { try stage.engine($0, tasks.integration(of: $0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { try await engine.run() } }
            try await waitUntil("every instance holds its share") {
                engines.allSatisfy { $0.environment.switchboard.heldShards.count == 8 / instances }
            }
            let target = try await stage.machine("m", EngineStage.oneTask, in: engines[0])
            let execution = try await engines[0].start(StartRequest(target: target, input: "{}")).number
            try await waitUntil("the task is under way") { tasks.begun.count == 1 }

            // Time passes without an end.
            try await engines[instances - 1].waitForEnd(of: execution, atMost: .milliseconds(20))
            #expect(try engines[0].store.execution(execution)?.status == .running)

            let told = Mutex<ExecutionStatus?>(nil)
            let waiter = Task {
                try await engines[instances - 1].waitForEnd(of: execution, atMost: .seconds(60))
                let status = try engines[0].store.execution(execution)?.status
                told.withLock { $0 = status }
            }
            #expect(told.withLock { $0 } == nil)
            tasks.open()
            try await waiter.value
            #expect(told.withLock { $0 } == .succeeded)
            group.cancelAll()
        }
    }
}

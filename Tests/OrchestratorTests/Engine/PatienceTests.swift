import MeshCore
import MeshTestKit
import Synchronization
import Testing

@testable import Orchestrator

@Suite("Who waits for the end of an execution", .timeLimit(.minutes(2)))
struct PatienceTests {
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

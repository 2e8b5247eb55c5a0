import MeshCore
import MeshTestKit
import StatesLanguage

@testable import Orchestrator

/// The world in which tasks are done, seen by one instance: handlers that know their tokens and answer the same to the same
/// one, at times late, and at times twice.
struct SimulatedTasks: TaskIntegration {
    let world: WorkflowWorld
    let process: Int
    let pauses: SimulatedPauses
    let nested: NestedWorkflowIntegration

    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        world.take(job, by: process)
        defer { world.letGo(by: process) }
        if case .service("states", operation: "startExecution") = job.order.resource.target {
            return try await nested.perform(job)
        }
        world.note(job)
        try await pauses.sleep(for: delay())
        let outcome = world.outcome(of: job.order)
        if world.plan.hasFaults, world.machine.draw(below: 12) == 0 {
            // Somebody who was believed to be dead tells it too; whoever is not there any more does not hear it.
            try? await job.shard?.taskEnded(job.order.id.number, of: job.execution, outcome)
            try await pauses.sleep(for: delay())
        }
        return outcome
    }

    private func delay() -> Duration {
        switch world.machine.draw(below: 20) {
        case 0..<12: .milliseconds(world.machine.draw(below: 100))
        case 12..<18: .milliseconds(world.machine.draw(below: 2000))
        default: .milliseconds(world.machine.draw(below: 15_000))
        }
    }
}

import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Timers and clocks that are set")
struct TimerFaultTests {
    @Test("A clock that is set forward makes due at once what lies before its new time")
    func setForward() throws {
        var plan = SimulationPlan(seed: 1, isCalm: true)
        (plan.instances, plan.executions, plan.tasksFail, plan.isInterfered) = (1, 1, false, false)
        plan.settings = EngineSettings()
        plan.definition = ["StartAt": "W", "States": ["W": ["Type": "Wait", "Seconds": 1800, "End": true]]]
        // By then the execution waits, and its shard sleeps.
        plan.faults = [(pause: 1000, fault: .clockSet(.seconds(3600)))]
        let simulation = try WorkflowSimulation(plan)
        try simulation.run()
        #expect(try simulation.check() == [])
        #expect(simulation.faults == 1)
        #expect(simulation.world.machine.now < .seconds(10))
        try simulation.world.end()
    }
}

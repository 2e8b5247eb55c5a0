import GRDB
import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Executions that go on for long")
struct ProgressTests {
    private static func simulation(of states: JSONValue) throws -> WorkflowSimulation {
        var plan = SimulationPlan(seed: 1, isCalm: true)
        (plan.instances, plan.executions, plan.tasksFail, plan.isInterfered) = (1, 1, false, false)
        plan.settings = EngineSettings()
        plan.patience = .seconds(30)
        plan.definition = ["StartAt": "S", "States": states]
        return try WorkflowSimulation(plan)
    }

    @Test("A wait of many minutes ends by itself, and is no fault")
    func longWait() throws {
        let simulation = try Self.simulation(of: ["S": ["Type": "Wait", "Seconds": 600, "End": true]])
        try simulation.run()
        #expect(try simulation.check() == [])
        #expect(simulation.goesOn)
        #expect(simulation.world.machine.now < .seconds(610))
        try simulation.world.end()
    }

    @Test("What gets somewhere is stopped after a while, and is no fault")
    func loop() throws {
        let simulation = try Self.simulation(of: ["S": ["Type": "Wait", "Seconds": 20, "Next": "S"]])
        try simulation.run()
        #expect(try simulation.check() == [])
        #expect(simulation.goesOn)
        try simulation.world.end()
    }

    @Test("What has ended in time is not watched")
    func end() throws {
        let simulation = try Self.simulation(of: ["S": ["Type": "Wait", "Seconds": 20, "End": true]])
        try simulation.run()
        #expect(try simulation.check() == [])
        #expect(!simulation.goesOn)
        try simulation.world.end()
    }

    @Test("A task that nobody takes is a fault, and so is the execution that waits for it")
    func forgottenTask() throws {
        let simulation = try Self.simulation(of: [
            "S": ["Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:none", "End": true]
        ])
        try simulation.run()
        let found = try simulation.check()
        #expect(found.contains { $0.hasPrefix("task ") && $0.hasSuffix(" of e0 is not taken up") })
        #expect(found.contains { $0.hasPrefix("task ") && $0.hasSuffix(" of e0 stays") })
        #expect(found.contains("main/e0 does not go on"))
        try simulation.world.end()
    }

    @Test("A timer that does not fire is a fault")
    func lateTimer() throws {
        let simulation = try Self.simulation(of: ["S": ["Type": "Wait", "Seconds": 200, "End": true]])
        // Nobody has read it into memory before it should have fired.
        simulation.at(.seconds(10)) { simulation in
            // When this fails, the timer fires, and the test fails too.
            try? simulation.world.disk.write { db in try db.execute(sql: "UPDATE timer SET shard = 100") }
        }
        try simulation.run()
        let found = try simulation.check()
        #expect(found.contains { $0.hasPrefix("timer ") && $0.hasSuffix(" of e0 is late") })
        #expect(found.contains("main/e0 does not go on"))
        try simulation.world.end()
    }

    @Test("Of two moments, what is there at both and has not changed is stuck")
    func standing() {
        let earlier = WorkflowStanding(
            steps: ["ended": 5, "stuck": 7, "on": 9, "behind": 3], open: ["old", "done"])
        let later = WorkflowStanding(steps: ["stuck": 7, "on": 10, "behind": 2, "new": 1], open: ["old", "new"])
        #expect(
            later.stuck(since: earlier) == ["behind does not go on", "stuck does not go on", "old stays"])
    }

    @Test("What lies there for five seconds in a row is told of, once")
    func lying() {
        var watch = ProgressWatch(WorkflowStanding(), at: .zero)
        #expect(watch.look(at: ["a", "b"], .seconds(1)) == [])
        #expect(watch.look(at: ["a"], .seconds(4)) == [])
        #expect(watch.look(at: ["a", "b"], .seconds(6)) == [])
        #expect(watch.look(at: ["a", "b"], .seconds(7)) == ["a is not taken up"])
        #expect(watch.look(at: ["a", "b"], .seconds(9)) == [])
        #expect(watch.look(at: ["a", "b"], .seconds(12)) == ["b is not taken up"])
    }

    @Test("What is late is told of at once, once")
    func late() {
        var watch = ProgressWatch(WorkflowStanding(), at: .zero)
        #expect(watch.look(at: [], late: ["t"], .seconds(1)) == ["t is late"])
        #expect(watch.look(at: [], late: ["t"], .seconds(2)) == [])
    }
}

import GRDB
import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Map runs and failing writes")
struct MapRunFaultTests {
    private static func plan(_ type: JSONValue, seconds: JSONValue = 1) -> SimulationPlan {
        var plan = SimulationPlan(seed: 1, isCalm: true)
        (plan.instances, plan.executions, plan.tasksFail, plan.isInterfered) = (1, 1, false, false)
        plan.settings = EngineSettings()
        // Items are written down in several parts.
        plan.settings.entriesPerRead = 2
        plan.definition = [
            "StartAt": "M",
            "States": [
                "M": [
                    "Type": "Map", "ItemsPath": "$.items", "End": true,
                    "ItemProcessor": [
                        "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": type], "StartAt": "W",
                        "States": ["W": ["Type": "Wait", "Seconds": seconds, "End": true]],
                    ],
                ]
            ],
        ]
        return plan
    }

    @Test(
        "Whoever dies when a map run was aborted, its items stop, and it ends when it is redriven",
        arguments: ["STANDARD", "EXPRESS"])
    func abortedBeforeDeath(type: String) throws {
        var plan = Self.plan(.string(type), seconds: 200)
        plan.instances = 2
        plan.isInterfered = true
        let simulation = try WorkflowSimulation(plan)
        simulation.world.fates.planDeath { db in
            try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM map_run WHERE status > 2)") ?? false
        }
        try simulation.run()
        #expect(try simulation.check() == [])
        let statuses = try simulation.world.disk.read { db in
            try Int.fetchAll(db, sql: "SELECT status FROM execution WHERE map_run IS NOT NULL ORDER BY number")
        }
        #expect(simulation.world.living.count == 1)
        // The items of the first time, and those of the second: of express ones nothing is kept.
        #expect(statuses == (type == "STANDARD" ? [4, 4, 4, 1, 1, 1] : []))
        try simulation.world.end()
    }

    /// There are fewer writes than that until all has ended.
    @Test("Whichever writes fail, a map run ends", arguments: ["STANDARD", "EXPRESS"], 0..<30)
    func failedWrites(type: String, number: Int) throws {
        // The second and the third may be those by which the engine goes on after the first.
        for times in 1...3 {
            let simulation = try WorkflowSimulation(Self.plan(.string(type)))
            simulation.world.fates.plan(.busy, after: number, times: times)
            try simulation.run()
            let wrong = try simulation.check()
            #expect(wrong == [], "\(times) writes from \(number) on")
            try simulation.world.end()
        }
    }
}

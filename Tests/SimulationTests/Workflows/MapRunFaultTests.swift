import MeshCore
import MeshTestKit
import Testing

@testable import Orchestrator

@Suite("Map runs and failing writes")
struct MapRunFaultTests {
    private static func plan(_ type: JSONValue) -> SimulationPlan {
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
                        "States": ["W": ["Type": "Wait", "Seconds": 1, "End": true]],
                    ],
                ]
            ],
        ]
        return plan
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

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
                        "ProcessorConfig": ["Mode": "DISTRIBUTED", "ExecutionType": type], "StartAt": "P",
                        "States": ["P": ["Type": "Pass", "End": true]],
                    ],
                ]
            ],
        ]
        return plan
    }

    /// There are fewer writes than that until all has ended.
    @Test("Whichever write fails, a map run ends", arguments: ["STANDARD", "EXPRESS"], 0..<30)
    func failedWrite(type: String, number: Int) throws {
        let simulation = try WorkflowSimulation(Self.plan(.string(type)))
        simulation.world.fates.plan(.busy, after: number)
        try simulation.run()
        #expect(try simulation.check() == [])
        try simulation.world.end()
    }
}

import MeshCore
import MeshTestKit
import StatesLanguage

@testable import Orchestrator

/// What a seed stands for: definitions, limits, and how much goes wrong.
struct SimulationPlan: Sendable {
    /// What happens to the machine or to an instance.
    enum Fault: Sendable {
        case kill
        case killBeforeWrite
        case killAfterWrite
        case stop(Duration)
        case full(Duration)
        case clockSet(Duration)
    }

    let seed: UInt64
    var definition: JSONValue
    let nested: JSONValue
    let limits: ExecutionLimits
    var settings: EngineSettings
    var executions: Int
    var instances: Int
    /// Each with the number of jobs that run before it.
    var faults: [(pause: Int, fault: Fault)]
    /// Whether tasks fail now and then.
    var tasksFail: Bool
    /// Whether some executions are stopped, and some redriven.
    var isInterfered: Bool
    /// When what still goes on is watched, and then stopped: definitions have loops of waits that would take hours.
    var patience = Duration.seconds(3600)

    static let nestedARN = "arn:aws:states:us-east-1:000000000000:stateMachine:nested"

    /// - Parameter isCalm: Without anything that goes wrong with the machine: the course that the other is held against.
    init(seed: UInt64, isCalm: Bool = false) {
        self.seed = seed
        var definitions = RandomDefinition(seed: seed, nested: Self.nestedARN)
        definition = definitions.machine()
        var random = SplitMix64(seed: seed ^ 0xFA17)
        nested = [
            "StartAt": "Rest",
            "States": [
                "Rest": ["Type": "Wait", "Seconds": .int(Int64(random.below(3))), "Next": "Done"],
                "Done": ["Type": "Pass", "Result": ["done": true], "End": true],
            ],
        ]
        limits = ExecutionLimits(
            payloadBytes: 20_000, eventCount: Int64(60 + random.below(200)), statesPerCall: 1 + random.below(9))
        var settings = EngineSettings()
        settings.residence = .milliseconds(random.below(3000))
        settings.horizon = .seconds(2 + random.below(60))
        settings.timersPerRead = 1 + random.below(5)
        settings.entriesPerRead = 1 + random.below(5)
        settings.stepsPerWrite = 1 + random.below(8)
        settings.mapConcurrency = Int64(1 + random.below(5))
        settings.concurrentTasks = 1 + random.below(8)
        self.settings = settings
        executions = 1 + random.below(3)
        instances = 1 + random.below(3)
        let isSteady = random.below(2) == 0
        tasksFail = !isSteady
        isInterfered = !isSteady && random.below(3) == 0
        faults = isCalm ? [] : (0..<random.below(12)).map { _ in (1 + random.below(900), Self.fault(&random)) }
    }

    private static func fault(_ random: inout SplitMix64) -> Fault {
        switch random.below(20) {
        case 0..<5: .kill
        case 5..<8: .killBeforeWrite
        case 8..<13: .killAfterWrite
        case 13..<17: .stop(.milliseconds(random.below(12_000)))
        case 17, 18: .full(.milliseconds(random.below(3000)))
        default: .clockSet(.milliseconds((random.below(2) * 2 - 1) * random.below(600_000)))
        }
    }

    var hasFaults: Bool { !faults.isEmpty }

    /// Whether the clock is set: then times tell nothing of what was late.
    var setsClock: Bool { faults.contains { if case .clockSet = $0.fault { true } else { false } } }

    /// Whether the output depends on nothing but the definition, as long as nothing fails: then faults must not change it.
    var isSteady: Bool {
        guard !tasksFail, !isInterfered else { return false }
        let text = definition.description
        return !["startExecution", "$random", "UUID", "EnteredTime", "TimeoutSeconds", "HeartbeatSeconds"].contains {
            text.contains($0)
        }
    }
}

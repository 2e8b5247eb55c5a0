import MeshCore
import StatesLanguage
import Testing

@testable import Orchestrator

@Suite("Random definitions")
struct RandomDefinitionTests {
    /// The service refuses such definitions: what express executions cannot do is never asked of them, and a simulation in
    /// which it is tells nothing.
    @Test("Express items are asked for nothing that express executions cannot do")
    func express() {
        let gate = DefinitionGate()
        for seed in UInt64(0)..<600 {
            let report = gate.report(SimulationPlan(seed: seed).definition.description, type: .standard)
            let refused = report.errors.map(\.message).filter { $0.lowercased().contains("express") }
            #expect(refused == [], "seed \(seed)")
        }
    }
}

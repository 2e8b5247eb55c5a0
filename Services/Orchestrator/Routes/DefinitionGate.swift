import MeshCore
import StatesLanguage

/// Lets definitions in that can run.
struct DefinitionGate: Sendable {
    /// - Throws: ``OrchestratorError/invalidDefinition(_:)``.
    func check(_ text: String, type: MachineType) throws {
        if let refusal = report(text, type: type).refusal { throw OrchestratorError.invalidDefinition(refusal) }
        do {
            _ = try Definition(parsing: text)
        } catch {
            throw OrchestratorError.invalidDefinition(
                "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: \(error.message) at \(error.location)'")
        }
    }

    /// What is wrong or doubtful in a definition.
    func report(_ text: String, type: MachineType) -> DefinitionReport {
        DefinitionValidator(kind: Self.kind(type)).validate(text)
    }

    private static func kind(_ type: MachineType) -> MachineKind {
        switch type {
        case .standard: .standard
        case .express: .express
        }
    }
}

import MeshCore
import MeshRuntime
import StatesLanguage

/// What people try their definitions with.
struct TestingOperations: OperationGroup {
    let tester: StateTester
    let gate: DefinitionGate

    var handlers: [String: StepFunctionsHandlers.Handler] {
        ["ValidateStateMachineDefinition": validate, "TestState": test]
    }

    private func validate(_ members: AWSMembers) async throws -> JSONValue {
        var members = members
        let definition = try members.requiredString("definition", length: 1...1_048_576)
        let type = try members.choice("type", MachineType.self) ?? .standard
        let limit = try members.integer("maxResults", in: 0...100) ?? 0
        let severity = try members.string("severity").flatMap(DiagnosticSeverity.init) ?? .error
        try members.check()
        let report = gate.report(definition, type: type)
        let (diagnostics, isTruncated) = report.answer(atLeast: severity, limit: limit)
        return [
            "result": report.isOK ? "OK" : "FAIL", "truncated": .bool(isTruncated),
            "diagnostics": .array(diagnostics.map(Self.json)),
        ]
    }

    private func test(_ members: AWSMembers) async throws -> JSONValue {
        try await tester.run(try StateTestReader.request(members))
    }

    private static func json(_ diagnostic: Diagnostic) -> JSONValue {
        var object: JSONObject = [
            "severity": .string(diagnostic.severity.rawValue), "code": .string(diagnostic.code.rawValue),
            "message": .string(diagnostic.message),
        ]
        object["location"] = diagnostic.location.map(JSONValue.string)
        return .object(object)
    }
}

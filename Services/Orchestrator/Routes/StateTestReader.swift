import MeshCore
import MeshRuntime
import StatesLanguage

/// Reads requests of `TestState`.
enum StateTestReader {
    /// - Throws: ``OrchestratorError``; `AWSError`.
    static func request(_ members: AWSMembers) throws -> StateTester.Request {
        var members = members
        let definition = try members.requiredString("definition")
        let role = try members.string("roleArn") ?? ""
        let level = try members.choice("inspectionLevel", StateTester.Level.self) ?? .info
        let stateName = try members.string("stateName")
        let input = try payload("input", members) ?? Payload([:], text: "{}")
        let variables = try payload("variables", members)?.value
        let context = try payload("context", members)?.value
        try members.check()
        guard variables.map({ $0.objectValue != nil }) ?? true else {
            throw OrchestratorError.validation("variables must be a JSON object")
        }
        let mock = try mock(members)
        if let context {
            guard mock != nil else {
                throw OrchestratorError.validation("A context can only be specified when a mock is specified")
            }
            guard context.objectValue != nil else {
                throw OrchestratorError.validation("context must be a JSON object")
            }
        }
        if !role.isEmpty { try SettingsReader.check(roleARN: role) }
        return StateTester.Request(
            definition: definition, roleARN: role, input: input, level: level, stateName: stateName,
            variables: variables?.objectValue ?? [:], mock: mock, context: context,
            configuration: try configuration(members))
    }

    private static func mock(_ members: AWSMembers) throws -> StateMock? {
        guard let object = try members.object("mock") else { return nil }
        let mock = AWSMembers(object)
        let result = try payload("result", mock)
        var error = try mock.object("errorOutput").map { AWSMembers($0) }
        guard result == nil || error == nil else {
            throw OrchestratorError.validation(
                "A test mock should have only one of the following fields: [result, errorOutput].")
        }
        if let result { return .result(result) }
        guard error != nil else { return nil }
        return .failure(error: try error?.string("error"), cause: try error?.string("cause"))
    }

    private static func configuration(_ members: AWSMembers) throws -> StateTestConfiguration {
        guard let object = try members.object("stateConfiguration") else { return StateTestConfiguration() }
        var configuration = AWSMembers(object)
        return StateTestConfiguration(
            retrierRetryCount: try configuration.integer("retrierRetryCount") ?? 0,
            mapIterationFailureCount: try configuration.integer("mapIterationFailureCount") ?? 0,
            mapItemReaderData: try payload("mapItemReaderData", configuration))
    }

    /// JSON in a member's text.
    private static func payload(_ name: String, _ members: AWSMembers) throws -> Payload? {
        var members = members
        guard let text = try members.string(name) else { return nil }
        do {
            return try Payload(parsing: text)
        } catch {
            throw OrchestratorError.invalidExecutionInput("Invalid JSON in \(name): '\(error)'")
        }
    }
}

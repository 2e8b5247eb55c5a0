import MeshCore

/// What is looked at and made before a test.
extension StateTest {
    /// Whether the state, its mock and the role go together.
    static func check(
        _ subject: StateTestSubject, _ mock: StateMock?, _ identity: ExecutionIdentity
    ) throws(StateTestRefusal) {
        switch subject.state.kind {
        case .fail, .succeed, .pass, .choice, .wait:
            guard mock == nil else {
                throw .invalid("State type '\(subject.state.kind.name)' is not supported when a mock is specified")
            }
        case .task(let fields):
            guard mock == nil else { break }
            guard !identity.roleARN.isEmpty else {
                throw .invalid("RoleArn must be specified when testing a Task state")
            }
            if let words = unmocked(fields.resource) { throw .definition(words) }
        case .parallel, .map:
            guard mock != nil else {
                throw .definition(
                    "TestState API does not support Map or Parallel states. Supported state types include: "
                        + "[Task, Wait, Pass, Succeed, Fail, Choice]")
            }
        }
        guard case .result(let result)? = mock else { return }
        switch subject.state.kind {
        case .parallel:
            guard let results = result.value.arrayValue else { throw .invalid("Mocked result must be an array.") }
            guard results.count == subject.branchCount else {
                throw .invalid("Mocked result must contain the same number of items as number of Parallel branches.")
            }
        case .map(let fields) where fields.writer == nil:
            guard case .array = result.value else { throw .invalid("Mocked result must be an array.") }
        case .map, .task, .pass, .choice, .wait, .succeed, .fail: break
        }
    }

    /// Why a task cannot be called for a test; nil when it can.
    private static func unmocked(_ resource: TaskResource) -> String? {
        if case .activity = resource.target { return "TestState API supports Activity tasks only with a mock" }
        switch resource.pattern {
        case .requestResponse: return nil
        case .sync, .sync2, .waitForTaskToken:
            return "TestState API supports the service integration pattern of \(resource.arn) only with a mock"
        }
    }

    /// The context object of an execution that would have entered the state now.
    static func context(
        of subject: StateTestSubject, _ input: Payload, _ identity: ExecutionIdentity, _ now: Timestamp,
        _ configuration: StateTestConfiguration
    ) -> JSONValue {
        var visit: JSONObject = ["Name": .string(StateTestSubject.namelessState), "EnteredTime": .string("\(now)")]
        if subject.state.kind.isRetriable { visit["RetryCount"] = .int(Int64(configuration.retrierRetryCount)) }
        return [
            "Execution": [
                "Id": .string(identity.arn), "Input": input.value, "StartTime": .string("\(identity.startTime)"),
                "Name": .string(identity.name),
                "RoleArn": identity.roleARN.isEmpty ? .null : .string(identity.roleARN),
            ],
            "StateMachine": ["Id": .string(identity.stateMachineARN), "Name": .string(identity.stateMachineName)],
            "State": .object(visit),
        ]
    }
}

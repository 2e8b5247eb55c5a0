import MeshCore
import MeshRuntime
import StatesLanguage

/// Runs states alone, for `TestState`.
struct StateTester: Sendable {
    let engine: WorkflowEngine

    /// The inspection level of a request.
    enum Level: String, Sendable, CaseIterable {
        case info = "INFO"
        case debug = "DEBUG"
        case trace = "TRACE"
    }

    /// A request, read.
    struct Request: Sendable {
        var definition: String
        var roleARN: String
        var input: Payload
        var level: Level
        var stateName: String?
        var variables: JSONObject
        var mock: StateMock?
        var context: JSONValue?
        var configuration: StateTestConfiguration
    }

    /// - Throws: ``OrchestratorError``; `AWSError`; `CancellationError`.
    func run(_ request: Request) async throws -> JSONValue {
        let subject = try subject(request)
        var random = SystemRandomNumberGenerator()
        let now = engine.environment.clock.now()
        let identity = identity(request, at: now, &random)
        var test: StateTest
        do {
            test = try StateTest(
                subject, input: request.input, mock: request.mock, configuration: request.configuration,
                variables: request.variables, context: request.context, identity: identity, now: now,
                randomness: &random)
        } catch {
            throw AWSError(error.code, error.message)
        }
        switch test.run() {
        case .finished(let result): return json(result, request.level)
        case .call(let resource, let arguments):
            let order = TaskOrder(
                id: TaskID(1), stateName: request.stateName ?? "StateName", resource: resource, arguments: arguments,
                idempotencyToken: UUIDText.make(using: &random))
            let outcome = try await engine.environment.dispatcher.perform(
                TaskJob(alone: order, identity: identity))
            return json(test.finish(outcome.mock), request.level)
        }
    }

    private func subject(_ request: Request) throws -> StateTestSubject {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: request.definition, limits: JSONLimits(depth: 256))
        } catch {
            throw OrchestratorError.invalidDefinition(
                DefinitionValidator().validate(request.definition).refusal ?? "\(error)")
        }
        let validator = DefinitionValidator()
        let report =
            request.stateName == nil
            ? validator.validate(state: json, named: "StateName") : validator.validate(request.definition)
        if let refusal = report.refusal { throw OrchestratorError.invalidDefinition(refusal) }
        do {
            return try StateTestSubject(json, stateName: request.stateName)
        } catch {
            throw OrchestratorError.invalidDefinition(
                "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: \(error.message) at \(error.location)'")
        }
    }

    /// The execution that the context object tells of: an express one of a state machine that is none.
    private func identity(
        _ request: Request, at now: Timestamp, _ random: inout SystemRandomNumberGenerator
    ) -> ExecutionIdentity {
        let scope = engine.store.scope
        let (machine, name) = (UUIDText.make(using: &random), UUIDText.make(using: &random))
        return ExecutionIdentity(
            arn: "arn:aws:states:\(scope.region):\(scope.account):express:\(machine):\(name)", name: name,
            roleARN: request.roleARN, startTime: now, stateMachineARN: scope.text(.stateMachine(machine)),
            stateMachineName: machine)
    }

    private func json(_ result: StateTestResult, _ level: Level) -> JSONValue {
        var answer: JSONObject = ["status": .string(result.status.rawValue)]
        answer["output"] = result.output.map { .string($0.text) }
        answer["error"] = result.error.map(JSONValue.string)
        answer["cause"] = result.cause.map(JSONValue.string)
        answer["nextState"] = result.nextState.map(JSONValue.string)
        switch level {
        case .info: break
        case .debug, .trace: answer["inspectionData"] = .object(result.inspection)
        }
        return .object(answer)
    }
}

extension TaskOutcome {
    /// The outcome as a test of a state takes it.
    fileprivate var mock: StateMock {
        switch self {
        case .succeeded(let output), .submitted(let output): .result(output)
        case .failed(let error, let cause), .timedOut(let error, let cause), .submitFailed(let error, let cause),
            .startFailed(let error, let cause):
            .failure(error: error, cause: cause)
        }
    }
}

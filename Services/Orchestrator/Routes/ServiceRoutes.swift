import HTTPTypes
import MeshCore
import MeshRuntime
import OrchestratorAPI

/// Executions for services of the mesh, which know workflows by their names and prove themselves by their certificates.
struct ServiceRoutes: Sendable {
    let engine: WorkflowEngine

    private static let tag = "executions"
    /// Who fires workflows.
    private static let access = Access.mesh("orders", "recommender")
    private static let workflow = Parameter.path("workflow", .string(1...80), "The name of the state machine.")
    private static let name = Parameter.path("name", .string(1...80), "The name of the execution.")

    func add(to api: inout API) {
        api.on(
            .post, "/internal/executions",
            Operation(
                id: "startWorkflow", summary: "Start an execution of a workflow, once for its name", tag: Self.tag,
                access: Self.access, request: .json(StartWorkflow.self), responses: [.ok(WorkflowExecution.self)],
                problems: [404, 409])
        ) { [self] input, _ in try .json(try await start(input.body)) }
        api.on(
            .get, "/internal/executions/{workflow}/{name}",
            Operation(
                id: "describeWorkflow", summary: "How an execution stands", tag: Self.tag, access: Self.access,
                parameters: [Self.workflow, Self.name], responses: [.ok(WorkflowExecution.self)], problems: [404])
        ) { [self] input, _ in
            let found = try engine.store.execution(
                input.string("name") ?? "", ofMachine: input.string("workflow") ?? "")
            guard let found else { throw Problem.notFound("There is no such execution.") }
            return try .json(Self.description(of: found))
        }
    }

    /// Starts what is asked for, unless it runs already.
    private func start(_ request: StartWorkflow) async throws -> WorkflowExecution {
        do {
            try NameRule.check(request.name)
            _ = try JSONValue(parsing: request.input)
            let arn = engine.store.scope.text(.stateMachine(request.workflow))
            let target = try engine.store.startTarget(arn, draw: Int64.random(in: 0..<100))
            let record = try await engine.start(
                StartRequest(target: target, name: request.name, input: request.input))
            return Self.description(of: record)
        } catch OrchestratorError.stateMachineDoesNotExist {
            throw Problem.notFound("There is no such workflow.", code: OrchestratorClient.notDeployed)
        } catch OrchestratorError.executionAlreadyExists {
            throw Problem.conflict("There was an execution of this name.", code: "execution_exists")
        } catch OrchestratorError.notReady {
            throw Problem.unavailable("This instance holds no executions yet.")
        } catch OrchestratorError.invalidName {
            throw Problem.validation([
                FieldError(field: "name", code: "malformed", message: "An execution cannot have this name.")
            ])
        } catch is JSONParseError {
            throw Problem.validation([FieldError(field: "input", code: "malformed", message: "JSON is expected.")])
        }
    }

    private static func description(of record: ExecutionRecord) -> WorkflowExecution {
        WorkflowExecution(
            workflow: record.machineName, name: record.name, status: WorkflowStatus(record.status),
            startedAt: record.startedAt, stoppedAt: record.stoppedAt, output: record.output, error: record.error,
            cause: record.cause)
    }
}

extension WorkflowStatus {
    fileprivate init(_ status: ExecutionStatus) {
        self =
            switch status {
            case .running: .running
            case .succeeded: .succeeded
            case .failed: .failed
            case .timedOut: .timedOut
            case .aborted: .aborted
            case .pendingRedrive: .pendingRedrive
            }
    }
}

import HTTPTypes
package import MeshCore
package import MeshTransport

/// The orchestrator as services call it: workflows by their names, executions by names that the caller makes.
///
/// The mesh's certificates prove the caller; a service that the orchestrator does not name among those is refused.
package struct OrchestratorClient: Sendable {
    let client: ServiceClient

    /// - Parameter client: Calls the service `orchestrator`.
    package init(_ client: ServiceClient) { self.client = client }

    /// Starts an execution, once for its name: sent again with the same input it is the same execution while that runs.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`: nobody knows whether it runs.
    package func start(_ request: StartWorkflow, deadline: Deadline? = nil) async throws -> StartOutcome {
        let answer = try await client.call(
            .post, "/internal/executions", json: request, accepting: [.conflict, .notFound], deadline: deadline)
        switch answer.status {
        case .conflict: return .nameTaken
        case .notFound:
            // Only the orchestrator's own word counts: a 404 of another kind says nothing about the workflow.
            let problem = try answer.decode(Problem.self)
            guard problem.code == Self.notDeployed else {
                throw ServiceRefusal(service: client.service, status: problem.status, problem: problem)
            }
            return .notDeployed
        default: return .running(try answer.decode())
        }
    }

    /// An execution as it stands; nil when there is none of this name.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func execution(
        _ name: String, of workflow: String, deadline: Deadline? = nil
    ) async throws -> WorkflowExecution? {
        let path = "/internal/executions/\(PercentEncoding.encode(workflow))/\(PercentEncoding.encode(name))"
        let answer = try await client.call(
            .get, path, accepting: [.notFound], limit: Self.answerLimit, deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }

    /// The code of the problem that says that there is no such workflow.
    package static let notDeployed = "workflow_not_deployed"
    /// An output of 256 KiB with every character escaped, and more than that where payloads have no limit.
    private static let answerLimit = 16 << 20
}

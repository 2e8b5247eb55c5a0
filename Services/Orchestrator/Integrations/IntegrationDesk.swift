import StatesLanguage

/// Finds who does a task.
struct IntegrationDesk: TaskIntegration {
    let functions: FunctionIntegration
    let workflows: NestedWorkflowIntegration
    let web: WebIntegration
    let operations: OperationIntegration

    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        switch job.order.resource.target {
        case .function(let arn):
            return try await functions.invoke(arn, job)
        case .activity:
            // Workers come for it.
            return .startFailed(error: "States.Runtime", cause: "An activity's task was dispatched.")
        case .service("lambda", operation: "invoke"):
            return try await functions.invokeOptimised(job)
        case .service("states", operation: "startExecution"):
            return try await workflows.perform(job)
        case .service("http", operation: "invoke"):
            return try await web.perform(job)
        case .service("aws-sdk:sfn", let operation):
            return try await operations.perform(operation, job)
        case .service(let service, let operation):
            return .startFailed(
                error: "States.Runtime",
                cause: "The mesh has no integration of \(service):\(operation).")
        }
    }
}

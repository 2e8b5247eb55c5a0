/// Whom a task calls.
package enum TaskTarget: Hashable, Sendable {
    /// A function by its ARN alone; its result is the task's result.
    case function(arn: String)
    /// Workers that ask for work.
    case activity(arn: String)
    /// An integration: `lambda` `invoke`, `states` `startExecution`, `http` `invoke`, `aws-sdk:sfn` `sendTaskSuccess` …
    case service(String, operation: String)
}

/// What a schedule does when it runs.
enum TargetAction: Hashable, Sendable {
    /// A workflow is started, by the ARN of its state machine, or of a version or an alias of it.
    case startExecution(stateMachine: String)
    /// A function is invoked asynchronously, by its ARN.
    case invokeFunction(function: String)
    /// An event is published.
    case putEvents(bus: String, detailType: String, source: String)
    /// A message is sent to a queue.
    case sendMessage(queue: String, group: String?)
    /// A service of the mesh is called by its name; the input says how, as the arguments of a workflow's HTTP task do.
    case callService
    /// Any operation of a service, whose request is the input (`aws-sdk:lambda:invoke`).
    case callOperation(service: String, operation: String)

    /// The ARN of ``callService``; ours, beside what EventBridge Scheduler knows.
    static let callServiceARN = "arn:aws:scheduler:::http:invoke"
}

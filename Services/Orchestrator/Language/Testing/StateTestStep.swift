/// How far the test of a state comes by itself.
package enum StateTestStep: Sendable {
    case finished(StateTestResult)
    /// The task has to be done for real; ``StateTest/finish(_:)`` takes its outcome.
    case call(resource: TaskResource, arguments: Payload)
}

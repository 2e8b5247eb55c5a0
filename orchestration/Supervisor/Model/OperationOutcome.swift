/// How an operation ended.
package enum OperationOutcome: Sendable, Equatable {
    case succeeded
    /// Nothing is changed, or what was changed stays as it is.
    case failed(reason: String, culprit: InstanceID?)
    /// What had been replaced was replaced back.
    case rolledBack(reason: String, culprit: InstanceID?)
}

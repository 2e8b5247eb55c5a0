/// What a schedule calls, with what, and what becomes of calls that fail.
struct TargetDefinition: Hashable, Sendable {
    let arn: String
    let roleARN: String
    let action: TargetAction
    /// The text that is handed over, with its context attributes still in it; nil for the service's own notification.
    let input: String?
    let retry: ScheduleRetryPolicy
    /// The queue that is told of calls that were given up.
    let deadLetterQueue: String?
}

import MeshCore

/// What is told of a call that was given up.
struct DeadLetter: Hashable, Sendable {
    let firing: FiringID
    /// The queue that was to be told; nil when the schedule names none.
    let queue: String?
    /// What the target was handed.
    let body: String
    /// The attributes of the message, by the names that EventBridge Scheduler gives them.
    let attributes: [String: String]

    /// - Parameter condition: Nil when the target refused for good, so that there was no further try.
    init(
        _ call: TargetCall, failure: TargetFailure, condition: ExhaustedCondition?
    ) {
        firing = call.firing
        queue = call.target.deadLetterQueue
        body = call.input
        var attributes = [
            "ERROR_CODE": failure.code, "ERROR_MESSAGE": failure.message, "EXECUTION_ID": call.attributes.executionID,
            "IS_PAYLOAD_TRUNCATED": "false", "RETRY_ATTEMPTS": "\(max(call.attributes.attempt - 1, 0))",
            "SCHEDULED_TIME": call.attributes.timeText, "SCHEDULE_ARN": call.attributes.scheduleARN,
            "TARGET_ARN": call.target.arn,
        ]
        attributes["EXHAUSTED_RETRY_CONDITION"] = condition?.rawValue
        self.attributes = attributes
    }

    init(firing: FiringID, queue: String?, body: String, attributes: [String: String]) {
        self.firing = firing
        self.queue = queue
        self.body = body
        self.attributes = attributes
    }
}

extension StepFunctionsRequests {
    /// What is asked of executions and map runs.
    static let executions: [String: [RequestMember]] = [
        "StartExecution": [
            .required("stateMachineArn", arn), .optional("name", name), .optional("input", payload), trace,
        ],
        "StartSyncExecution": [
            .required("stateMachineArn", arn), .optional("name", name), .optional("input", payload), trace, included,
        ],
        "StopExecution": [.required("executionArn", arn), .optional("error", error), .optional("cause", cause)],
        "RedriveExecution": [
            .required("executionArn", arn), .optional("clientToken", .text(1...64, .visible)),
        ],
        "DescribeExecution": [.required("executionArn", arn), included],
        "GetExecutionHistory": [
            .required("executionArn", arn), .optional("maxResults", .whole(0...1000)), .optional("reverseOrder", .flag),
            .optional("nextToken", .text(1...1024)), .optional("includeExecutionData", .flag),
        ],
        "ListExecutions": [
            .optional("stateMachineArn", arn),
            .optional(
                "statusFilter",
                .choice(["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "PENDING_REDRIVE"])),
            .optional("maxResults", .whole(0...1000)), .optional("nextToken", .text(1...3096)),
            .optional("mapRunArn", longARN), .optional("redriveFilter", .choice(["REDRIVEN", "NOT_REDRIVEN"])),
        ],
        "DescribeMapRun": [.required("mapRunArn", longARN)],
        "ListMapRuns": [.required("executionArn", arn)] + page,
        "UpdateMapRun": [
            .required("mapRunArn", longARN), .optional("maxConcurrency", .whole(0...Int64.max)),
            .optional("toleratedFailurePercentage", .number(0...100)),
            .optional("toleratedFailureCount", .whole(0...Int64.max)),
        ],
    ]

    /// What is asked of activities, tasks and tags.
    static let others: [String: [RequestMember]] = [
        "CreateActivity": [.required("name", name), .optional("tags", tags), encryption],
        "DeleteActivity": [.required("activityArn", arn)],
        "DescribeActivity": [.required("activityArn", arn)],
        "ListActivities": page,
        "GetActivityTask": [.required("activityArn", arn), .optional("workerName", name)],
        "SendTaskSuccess": [.required("taskToken", .text(1...2048)), .required("output", payload)],
        "SendTaskFailure": [
            .required("taskToken", .text(1...2048)), .optional("error", error), .optional("cause", cause),
        ],
        "SendTaskHeartbeat": [.required("taskToken", .text(1...2048))],
        "ListTagsForResource": [.required("resourceArn", arn)],
        "TagResource": [.required("resourceArn", arn), .required("tags", tags)],
        "UntagResource": [.required("resourceArn", arn), .required("tagKeys", .list(.text(1...128), anyCount))],
    ]
}

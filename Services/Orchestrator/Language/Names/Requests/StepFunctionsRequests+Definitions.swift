extension StepFunctionsRequests {
    /// What is asked of state machines, their versions and aliases.
    static let definitions: [String: [RequestMember]] = [
        "CreateStateMachine": [
            .required("name", name), .required("definition", definition), .required("roleArn", arn), machineType,
            logging,
            .optional("tags", tags), tracing, .optional("publish", .flag), .optional("versionDescription", description),
            encryption,
        ],
        "UpdateStateMachine": [
            .required("stateMachineArn", arn), .optional("definition", definition), .optional("roleArn", arn), logging,
            tracing, .optional("publish", .flag), .optional("versionDescription", description), encryption,
        ],
        "DeleteStateMachine": [.required("stateMachineArn", arn)],
        "DescribeStateMachine": [.required("stateMachineArn", arn), included],
        "DescribeStateMachineForExecution": [.required("executionArn", arn), included],
        "ListStateMachines": page,
        "ValidateStateMachineDefinition": [
            .required("definition", definition), machineType, .optional("severity", .choice(["ERROR", "WARNING"])),
            .optional("maxResults", .whole(0...100)),
        ],
        "PublishStateMachineVersion": [
            .required("stateMachineArn", arn), .optional("revisionId", .text(anyCount)),
            .optional("description", description),
        ],
        "DeleteStateMachineVersion": [.required("stateMachineVersionArn", longARN)],
        "ListStateMachineVersions": [.required("stateMachineArn", arn)] + page.reversed(),
        "CreateStateMachineAlias": [
            .optional("description", description), .required("name", .text(1...80, .alias)),
            .required("routingConfiguration", routing),
        ],
        "UpdateStateMachineAlias": [
            .required("stateMachineAliasArn", arn), .optional("description", description),
            .optional("routingConfiguration", routing),
        ],
        "DeleteStateMachineAlias": [.required("stateMachineAliasArn", arn)],
        "DescribeStateMachineAlias": [.required("stateMachineAliasArn", arn)],
        "ListStateMachineAliases": [.required("stateMachineArn", arn)] + page.reversed(),
        "TestState": [
            .required("definition", definition), .optional("roleArn", arn), .optional("input", payload),
            .optional("inspectionLevel", .choice(["INFO", "DEBUG", "TRACE"])), .optional("revealSecrets", .flag),
            .optional("variables", payload), .optional("stateName", name),
            .optional(
                "mock",
                .structure([
                    .optional("result", payload),
                    .optional("errorOutput", .structure([.optional("error", error), .optional("cause", cause)])),
                    .optional("fieldValidationMode", .choice(["STRICT", "PRESENT", "NONE"])),
                ])),
            .optional("context", payload),
            .optional(
                "stateConfiguration",
                .structure([
                    .optional("retrierRetryCount", .whole(0...Int64.max)), .optional("errorCausedByState", name),
                    .optional("mapIterationFailureCount", .whole(0...Int64.max)),
                    .optional("mapItemReaderData", payload),
                ])),
        ],
    ]
}

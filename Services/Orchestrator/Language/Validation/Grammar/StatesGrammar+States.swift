extension StatesGrammar {
    /// What every state may have.
    private static let ofEveryState: [GrammarField] = [
        .both("Type", .stateType, .required), .both("Comment", .text),
        .both("QueryLanguage", .choice(["JSONPath", "JSONata"])),
    ]

    /// What states with an input and an output may have.
    private static let data: [GrammarField] = [
        .jsonPath("InputPath", .path(nullable: true)), .jsonPath("OutputPath", .path(nullable: true)),
        .jsonata("Output", .template),
    ]

    /// What states with a result may have.
    private static let result: [GrammarField] = [
        .jsonPath("Parameters", .template), .jsonPath("ResultPath", .resultPath),
    ]

    private static let assign: [GrammarField] = [.both("Assign", .assignment)]

    private static let transition: [GrammarField] = [.both("Next", .text), .both("End", .flag)]
    private static let transitionRules: [GrammarRule] = [.exactlyOne(["Next", "End"])]

    /// What states that call something may have.
    private static let handlers: [GrammarField] = [
        .jsonPath("ResultSelector", .template), .both("Retry", .objects(.retrier, .any)),
        .both("Catch", .objects(.catcher, .any)),
    ]

    static let pass = GrammarNode(
        ofEveryState + data + result + [.jsonPath("Result", .literal)] + assign + transition, rules: transitionRules)

    static let task = GrammarNode(
        ofEveryState + data + result + [
            .both("Resource", .resource, .required), .jsonata("Arguments", .template),
            .both("Credentials", .object(.credentials)),
            .both("TimeoutSeconds", .orExpression(.whole(1...mostSeconds))),
            .jsonPath("TimeoutSecondsPath", .reference(nullable: false)),
            .both("HeartbeatSeconds", .orExpression(.whole(1...mostSeconds))),
            .jsonPath("HeartbeatSecondsPath", .reference(nullable: false)),
        ] + handlers + assign + transition,
        rules: transitionRules + [
            .atMostOne(["TimeoutSeconds", "TimeoutSecondsPath"]),
            .atMostOne(["HeartbeatSeconds", "HeartbeatSecondsPath"]),
        ])

    static let choice = GrammarNode(
        ofEveryState + data + [
            .both("Choices", .objects(.choiceRule, .atLeastOne), .required), .both("Default", .text),
        ] + assign)

    static let wait = GrammarNode(
        ofEveryState + data + [
            .both("Seconds", .orExpression(.whole(0...mostSeconds))),
            .jsonPath("SecondsPath", .reference(nullable: false)),
            .both("Timestamp", .orExpression(.timestamp)), .jsonPath("TimestampPath", .reference(nullable: false)),
        ] + assign + transition,
        rules: transitionRules + [.exactlyOne(["SecondsPath", "Seconds", "TimestampPath", "Timestamp"])])

    static let succeed = GrammarNode(ofEveryState + data)

    static let fail = GrammarNode(
        ofEveryState + [
            .both("Error", .orExpression(.text)), .jsonPath("ErrorPath", .pathOrIntrinsic),
            .both("Cause", .orExpression(.text)), .jsonPath("CausePath", .pathOrIntrinsic),
        ],
        rules: [.atMostOne(["Error", "ErrorPath"]), .atMostOne(["Cause", "CausePath"])])

    static let parallel = GrammarNode(
        ofEveryState + data + result + [
            .both("Branches", .objects(.branch, .atLeastOne), .required), .jsonata("Arguments", .template),
        ] + handlers + assign + transition,
        rules: transitionRules)

    static let map = GrammarNode(
        ofEveryState + data + result + mapFields + handlers + assign + transition, rules: transitionRules + mapRules)

    static let credentials = GrammarNode(
        [.both("RoleArn", .orExpression(.text)), .jsonPath("RoleArn.$", .pathOrIntrinsic)], rules: [.field("RoleArn")])
}

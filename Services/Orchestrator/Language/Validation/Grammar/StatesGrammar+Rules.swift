extension StatesGrammar {
    /// The operators that a comparison's variable is held against; a `Path` variant each, where `hasPath` says so.
    private static let comparisons: [(name: String, shape: GrammarShape, hasPath: Bool)] =
        ["Equals", "LessThan", "GreaterThan", "LessThanEquals", "GreaterThanEquals"].flatMap { relation in
            [
                ("String\(relation)", .text, true),
                ("Numeric\(relation)", .number(-Double.infinity...Double.infinity), true),
                ("Timestamp\(relation)", .timestamp, true),
            ]
        } + [("BooleanEquals", .flag, true), ("StringMatches", .text, false)]
        + ["IsNull", "IsPresent", "IsNumeric", "IsString", "IsBoolean", "IsTimestamp"].map { ($0, .flag, false) }

    /// The names of all operators.
    static let operators: [String] = comparisons.flatMap { $0.hasPath ? [$0.name, $0.name + "Path"] : [$0.name] }

    private static let operatorFields: [GrammarField] = comparisons.flatMap { comparison in
        [GrammarField.jsonPath(comparison.name, comparison.shape)]
            + (comparison.hasPath ? [.jsonPath(comparison.name + "Path", .operand)] : [])
    }

    private static let conditions: [GrammarField] =
        [
            .jsonPath("And", .objects(.nestedChoiceRule, .atLeastOne)),
            .jsonPath("Or", .objects(.nestedChoiceRule, .atLeastOne)), .jsonPath("Not", .object(.nestedChoiceRule)),
            .jsonPath("Variable", .operand), .jsonata("Condition", .condition), .both("Comment", .text),
        ] + operatorFields

    private static let conditionRules: [GrammarRule] = [
        .oneSelector(["And", "Or", "Not", "Variable", "Condition"]), .exactlyOneBeside("Variable", operators),
    ]

    static let choiceRule = GrammarNode(
        conditions + [
            .both("Next", .text, .required), .both("Assign", .assignment), .jsonata("Output", .template),
        ],
        rules: conditionRules)

    static let nestedChoiceRule = GrammarNode(conditions, rules: conditionRules)

    static let retrier = GrammarNode([
        .both("ErrorEquals", .errorNames, .required), .both("IntervalSeconds", .whole(0...mostSeconds)),
        .both("MaxAttempts", .whole(0...mostSeconds)), .both("BackoffRate", .number(1...Double.infinity)),
        .both("MaxDelaySeconds", .whole(1...mostDelay)), .both("JitterStrategy", .choice(["NONE", "FULL"])),
        .both("Comment", .text),
    ])

    static let catcher = GrammarNode([
        .both("ErrorEquals", .errorNames, .required), .both("Next", .text, .required),
        .jsonPath("ResultPath", .resultPath), .both("Assign", .assignment), .jsonata("Output", .template),
        .both("Comment", .text),
    ])
}

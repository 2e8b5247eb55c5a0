package import MeshCore

extension ProcessingRules: Described {
    package static let schema = JSONSchema.object(
        "ProcessingRules", description: "How a site's events become rows.",
        [.required("version", .integer(1...(1 << 53), description: "Counted up with each change."))] + members)

    /// What a document is before it gets its version.
    package static let draftSchema = JSONSchema.object(
        "ProcessingRulesDraft", description: "How a site's events are to become rows.", members)

    private static var members: [JSONProperty] {
        [
            .optional("description", .string(0...1000)),
            .optional("ownDomains", .array(of: .string(1...255), count: 0...100)),
            .optional(
                "enrichment",
                .object([
                    .optional("userAgent", .boolean()), .optional("campaign", .boolean()),
                    .optional("geography", .boolean()),
                ])),
            .optional("scrubbing", scrubbing),
            .optional("filters", rules([.required("then", .enumeration(FilterRule.Effect.self))])),
            .optional("channels", rules([], description: "Asked before the default channels.")),
            .optional("dimensions", dimensions),
            .optional("goals", rules([])),
            .optional("sessions", sessions),
        ]
    }

    private static let name = JSONSchema.string(1...100)
    private static let condition = JSONSchema.reference("RowCondition", to: RowCondition.self)

    private static let scrubbing = JSONSchema.object([
        .optional("email", .boolean()), .optional("card", .boolean()), .optional("phone", .boolean()),
        .optional("keys", .array(of: .string(1...100), count: 0...200)),
        .optional("replacement", .string(0...100)),
    ])

    private static let dimensions = JSONSchema.array(
        of: .object([
            .required("name", name), .optional("from", .string(1...256)), .optional("value", .string(0...256)),
            .optional("when", condition), .optional("lowercase", .boolean()),
        ]), count: 0...100)

    private static let sessions = JSONSchema.object([
        .optional("timeoutSeconds", .integer(10...86_400)), .optional("endsAtCampaign", .boolean()),
        .optional("endsAtMidnight", .boolean()),
    ])

    private static func rules(_ more: [JSONProperty], description: String? = nil) -> JSONSchema {
        .array(
            of: .object([.required("name", name), .required("when", condition)] + more), count: 0...200,
            description: description)
    }
}

extension RowCondition: Described {
    static let schema = JSONSchema.object(
        "RowCondition", description: "Exactly one of all, any, not, or field with one test.",
        [
            .optional("all", .array(of: .reference("RowCondition", to: RowCondition.self), count: 1...100)),
            .optional("any", .array(of: .reference("RowCondition", to: RowCondition.self), count: 1...100)),
            .optional("not", .reference("RowCondition", to: RowCondition.self)),
            .optional("field", .string(1...256, description: "`path`, `properties.plan`")),
            .optional("is", .any()), .optional("isNot", .any()),
            .optional("in", .array(of: .any(), count: 1...1000)),
            .optional("contains", .string(1...1024)), .optional("startsWith", .string(1...1024)),
            .optional("endsWith", .string(1...1024)), .optional("matches", .string(1...1024)),
            .optional("atLeast", .number()), .optional("atMost", .number()), .optional("exists", .boolean()),
        ])
}

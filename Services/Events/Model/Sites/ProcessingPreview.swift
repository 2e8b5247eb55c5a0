import EventCollection
import MeshCore

/// What `POST /v1/processing/preview` answers.
struct ProcessingPreview: Sendable {
    let site: String
    /// The version that the rows carry.
    let version: Int64
    /// What became of each sample, as ``RulesTrial`` tells it.
    let items: [JSONValue]

    var json: JSONValue {
        ["site": .string(site), "version": .int(version), "items": .array(items)]
    }
}

extension ProcessingPreview: Described {
    static let schema = JSONSchema.object(
        "ProcessingPreview", description: "What rules would make of samples.",
        [
            .required("site", .string()), .required("version", .integer(description: "What the rows carry.")),
            .required("items", .array(of: item, description: "Events first, then what the requests tell.")),
        ])

    private static let item = JSONSchema.object([
        .optional("event", .integer(description: "Which of the events.")),
        .optional("request", .integer(description: "Which of the requests, of which each event is an item.")),
        .optional("input", CollectedEvent.schema),
        .optional("rows", .array(of: .object(additional: .allowed, []))),
        .optional("droppedBy", .string(description: "The filter that makes no row of it.")),
        .optional("steps", .array(of: step, description: "Which rule did what, in their order.")),
        .optional("rejected", rejection),
        .optional(
            "dropped", .enumeration(DropReason.self, description: "What the site promises forbids to keep it.")),
    ])

    private static let step = JSONSchema.object([
        .required("rule", .string(description: "`filters.no-staging`")), .optional("field", .string()),
        .required("effect", .string()),
    ])

    private static let rejection = JSONSchema.object([
        .required("reason", .enumeration(Rejection.Code.self)), .optional("field", .string()),
        .required("message", .string()),
    ])
}

package import MeshCore

/// A page of a site's rules, the newest first: `GET /v1/sites/{site}/rules`.
package struct EventRulesList: Codable, Sendable, Equatable {
    package var items: [EventRules]
    /// Where the next page begins; absent on the last one.
    package var nextCursor: String?

    package init(items: [EventRules], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension EventRulesList: Described {
    package static let schema = JSONSchema.object(
        "EventRulesList", description: "A page of a site's rules, the newest first.",
        [
            .required("items", .array(of: EventRules.schema, count: 0...100)),
            .optional("nextCursor", .string(description: "Where the next page begins; absent on the last one.")),
        ])
}

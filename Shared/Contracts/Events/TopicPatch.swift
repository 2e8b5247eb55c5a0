package import MeshCore

/// A JSON merge patch of a topic: `PATCH /v1/topics/{topic}`.
package struct TopicPatch: Codable, Sendable, Equatable {
    package var rules: TopicRulesPatch

    package init(rules: TopicRulesPatch) {
        self.rules = rules
    }
}

extension TopicPatch: Described {
    package static let schema = JSONSchema.object(
        "TopicPatch", description: "A JSON merge patch of a topic (RFC 7396): only its rules change.",
        [.required("rules", TopicRulesPatch.schema)])
}

package import MeshCore

/// A JSON merge patch of a topic's rules (RFC 7396). What it does not name stays, or has its default in a new topic; null
/// takes a limit of retention away.
package struct TopicRulesPatch: Codable, Sendable, Equatable {
    /// The patch as it came, with its nulls.
    package var changes: JSONValue

    package init(_ changes: JSONValue) {
        self.changes = changes
    }

    package init(from decoder: any Decoder) throws {
        changes = try JSONValue(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try changes.encode(to: encoder)
    }
}

extension TopicRulesPatch: Described {
    package static let schema = JSONSchema.object(
        "TopicRulesPatch", description: "A JSON merge patch of a topic's rules (RFC 7396).",
        [
            .optional("cleanup", TopicRules.cleanupField),
            .optional("retentionSeconds", TopicRules.retentionSecondsField.nullable),
            .optional("retentionBytes", TopicRules.retentionBytesField.nullable),
            .optional("tombstoneSeconds", TopicRules.tombstoneField),
            .optional("segmentBytes", TopicRules.segmentBytesField),
            .optional("segmentSeconds", TopicRules.segmentSecondsField),
            .optional("maximumBatchBytes", TopicRules.maximumBatchField),
            .optional("duplicateSeconds", TopicRules.duplicateSecondsField),
            .optional("duplicateLimit", TopicRules.duplicateLimitField),
            .optional("protectedGroups", TopicRules.protectedGroupsField),
        ])
}

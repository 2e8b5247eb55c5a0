package import MeshCore

/// A record to append. It has a key and a value, each as JSON or as bytes, and perhaps what makes it an event that is
/// appended once: a source and an id.
package struct PublishedRecord: Codable, Sendable, Equatable {
    /// Records of one key are in one partition; nil for none.
    package var key: String?
    package var keyBase64: String?
    /// Any JSON, which is stored as its text; nil (and null) for a record without a value.
    package var value: JSONValue?
    package var valueBase64: String?
    package var headers: [RecordField]?
    /// When it happened; nil for the moment of appending.
    package var timestamp: Timestamp?
    /// Names the event among those of its source.
    package var id: String?
    /// Where the event comes from (CloudEvents 1.0).
    package var source: String?

    package init(
        key: String? = nil, keyBase64: String? = nil, value: JSONValue? = nil, valueBase64: String? = nil,
        headers: [RecordField]? = nil, timestamp: Timestamp? = nil, id: String? = nil, source: String? = nil
    ) {
        self.key = key
        self.keyBase64 = keyBase64
        self.value = value
        self.valueBase64 = valueBase64
        self.headers = headers
        self.timestamp = timestamp
        self.id = id
        self.source = source
    }
}

extension PublishedRecord: Described {
    package static let schema = JSONSchema.object(
        "PublishedRecord", description: "A record to append.",
        [
            .optional("key", EventsFields.key),
            .optional("keyBase64", EventsFields.base64),
            .optional("value", .any(description: "Any JSON, stored as its text; null removes the key on compaction.")),
            .optional("valueBase64", EventsFields.base64),
            .optional("headers", .array(of: RecordField.schema, count: 0...128)),
            .optional("timestamp", Timestamp.schema),
            .optional("id", .string(1...256, description: "With a source: the event is appended once.")),
            .optional("source", .string(1...1024, description: "Where the event comes from (CloudEvents 1.0).")),
        ])
}

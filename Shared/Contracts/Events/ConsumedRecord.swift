package import MeshCore

/// A record of a partition.
package struct ConsumedRecord: Codable, Sendable, Equatable {
    package var offset: Int64
    package var timestamp: Timestamp
    /// The key as text; nil when it has none, or when it is no UTF-8.
    package var key: String?
    package var keyBase64: String?
    /// The value, when its bytes are JSON. Numbers are passed on digit by digit.
    package var value: JSONValue?
    /// The value in Base64, when it is no JSON.
    package var valueBase64: String?
    package var headers: [RecordField]?

    package init(
        offset: Int64, timestamp: Timestamp, key: String? = nil, keyBase64: String? = nil, value: JSONValue? = nil,
        valueBase64: String? = nil, headers: [RecordField]? = nil
    ) {
        self.offset = offset
        self.timestamp = timestamp
        self.key = key
        self.keyBase64 = keyBase64
        self.value = value
        self.valueBase64 = valueBase64
        self.headers = headers
    }
}

extension ConsumedRecord: Described {
    package static let schema = JSONSchema.object(
        "ConsumedRecord", description: "A record of a partition.",
        [
            .required("offset", EventsFields.offset),
            .required("timestamp", Timestamp.schema),
            .optional("key", .string(description: "The key as text; absent when there is none or it is no UTF-8.")),
            .optional("keyBase64", EventsFields.base64),
            .optional("value", .any(description: "The value, when its bytes are JSON.")),
            .optional("valueBase64", EventsFields.base64.describing("The value in Base64, when it is no JSON.")),
            .optional("headers", .array(of: RecordField.schema)),
        ])
}

package import MeshCore

/// A header of a record: a name, and text or bytes.
package struct RecordField: Codable, Sendable, Equatable {
    package var name: String
    /// The value as text; nil when it is bytes, or none.
    package var value: String?
    /// The value in Base64, when it is no UTF-8.
    package var valueBase64: String?

    package init(name: String, value: String?, valueBase64: String? = nil) {
        self.name = name
        self.value = value
        self.valueBase64 = valueBase64
    }
}

extension RecordField: Described {
    package static let schema = JSONSchema.object(
        "RecordField", description: "A header of a record: a name, and text or bytes.",
        [
            .required("name", .string(1...256)),
            .optional("value", .string(description: "The value as text.")),
            .optional("valueBase64", EventsFields.base64),
        ])
}

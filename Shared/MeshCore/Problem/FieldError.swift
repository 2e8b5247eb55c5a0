/// What is wrong with one field of a request.
package struct FieldError: Hashable, Sendable, Codable {
    /// Where: a path of members and positions (`price.amount`, `tags[2]`), or the name of a parameter; empty for the
    /// whole body.
    package var field: String
    /// What kind of error, for programs (`too_long`).
    package var code: String
    /// The same in words, for people.
    package var message: String

    package init(field: String, code: String, message: String) {
        self.field = field
        self.code = code
        self.message = message
    }

    /// The error as JSON.
    package var json: JSONValue {
        ["field": .string(field), "code": .string(code), "message": .string(message)]
    }
}

extension FieldError: Described {
    package static let schema = JSONSchema.object(
        "FieldError", description: "What is wrong with one field of a request.",
        [
            .required("field", .string(description: "Path of the member, or name of the parameter.")),
            .required("code", .string(description: "The kind of error, for programs.")),
            .required("message", .string(description: "The same in words.")),
        ])
}

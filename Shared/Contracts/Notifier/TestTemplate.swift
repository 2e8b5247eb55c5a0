package import MeshCore

/// A mail to see a template by: `POST /v1/notifications/templates/{name}/test`.
package struct TestTemplate: Codable, Sendable, Equatable {
    package var email: String
    package var locale: String?
    /// What its places are filled with.
    package var values: JSONValue?

    package init(email: String, locale: String? = nil, values: JSONValue? = nil) {
        self.email = email
        self.locale = locale
        self.values = values
    }
}

extension TestTemplate: Described {
    package static let schema = JSONSchema.object(
        "TestTemplate", description: "A mail to see a template by.",
        [
            .required("email", NotifierFields.address), .optional("locale", NotifierFields.locale),
            .optional("values", .any(description: "What its places are filled with: an object.")),
        ])
}

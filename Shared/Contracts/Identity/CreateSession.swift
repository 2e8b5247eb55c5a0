package import MeshCore

/// Logs in: `POST /v1/sessions`.
package struct CreateSession: Codable, Sendable, Equatable {
    package var email: String
    package var password: String

    package init(email: String, password: String) {
        self.email = email
        self.password = password
    }
}

extension CreateSession: Described {
    package static let schema = JSONSchema.object(
        "CreateSession", description: "Logs in.",
        [
            .required(
                "email", .string(1...320, description: "The account's e-mail address.").example("ann@example.com")),
            .required(
                "password", .string(1...256, description: "The account's password.").example("a walk along the canal")),
        ])
}

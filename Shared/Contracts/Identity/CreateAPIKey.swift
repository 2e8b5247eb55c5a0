package import MeshCore

/// Asks for an API key: `POST /v1/api-keys`.
package struct CreateAPIKey: Codable, Sendable, Equatable {
    package var name: String
    /// Absent means `bearer`.
    package var kind: APIKeyKind?
    /// What it may be used for; `role:admin` lets it act with that role of its account.
    package var scopes: [String]?
    /// Seconds until it expires; absent means a year.
    package var expiresIn: Int?

    package init(name: String, kind: APIKeyKind? = nil, scopes: [String]? = nil, expiresIn: Int? = nil) {
        self.name = name
        self.kind = kind
        self.scopes = scopes
        self.expiresIn = expiresIn
    }
}

extension CreateAPIKey: Described {
    /// Lower-case words joined by colons, dots or dashes, within the alphabet of RFC 6749, section 3.3.
    package static let scopePattern = "^[a-z][a-z0-9]*([.:_-][a-z0-9]+)*$"

    package static let schema = JSONSchema.object(
        "CreateAPIKey", description: "Asks for an API key.",
        [
            .required(
                "name",
                .string(1...100, pattern: #"^[^\u0000-\u001F\u007F]*$"#, description: "What the key is for, in words.")
                    .example("nightly import")),
            .optional("kind", .enumeration(APIKeyKind.self, description: "Absent means bearer.")),
            .optional(
                "scopes",
                .array(
                    of: .string(1...64, pattern: scopePattern), count: 0...32,
                    description: "What it may be used for; role:admin lets it act with that role of its account."
                ).example(["catalog:read"])),
            .optional(
                "expiresIn",
                .integer(
                    60...63_072_000, description: "Seconds until it expires, two years at most; absent means a year.")),
        ])
}

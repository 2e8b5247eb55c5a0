package import MeshCore

/// A credential for programs, without its secret.
package struct APIKey: Identified, Codable, Sendable, Equatable {
    package static let idPrefix = "key"
    package typealias ID = MeshCore.ID<APIKey>

    package var id: ID
    package var name: String
    package var kind: APIKeyKind
    /// Sorted; what it may be used for.
    package var scopes: [String]
    /// The last characters of the secret of a bearer key, to tell keys apart.
    package var hint: String?
    /// The access key id of a key for AWS clients.
    package var accessKeyId: String?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// To the minute or so; absent before the first use.
    package var lastUsedAt: Timestamp?

    package init(
        id: ID, name: String, kind: APIKeyKind, scopes: [String], hint: String?, accessKeyId: String?,
        createdAt: Timestamp,
        expiresAt: Timestamp, lastUsedAt: Timestamp?
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.scopes = scopes
        self.hint = hint
        self.accessKeyId = accessKeyId
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.lastUsedAt = lastUsedAt
    }
}

extension APIKey: Described {
    package static let schema = JSONSchema.object(
        "APIKey", description: "A credential for programs, without its secret.", members)

    static let members: [JSONProperty] = [
        .required("id", .id(ID.self)),
        .required("name", .string()),
        .required("kind", .enumeration(APIKeyKind.self)),
        .required("scopes", .array(of: .string(), description: "What it may be used for.")),
        .optional("hint", .string(description: "The last characters of a bearer key's secret.")),
        .optional("accessKeyId", .string(description: "The access key id of a key for AWS clients.")),
        .required("createdAt", .string(format: .dateTime)),
        .required("expiresAt", .string(format: .dateTime)),
        .optional(
            "lastUsedAt", .string(format: .dateTime, description: "To the minute or so; absent before the first use.")),
    ]
}

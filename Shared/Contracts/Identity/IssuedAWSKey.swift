package import MeshCore

/// The operator's key for AWS clients, with its secret.
package struct IssuedAWSKey: Codable, Sendable, Equatable {
    package var accessKeyId: String
    package var secretAccessKey: String
    package var expiresAt: Timestamp

    package init(accessKeyId: String, secretAccessKey: String, expiresAt: Timestamp) {
        self.accessKeyId = accessKeyId
        self.secretAccessKey = secretAccessKey
        self.expiresAt = expiresAt
    }
}

extension IssuedAWSKey: Described {
    package static let schema = JSONSchema.object(
        "IssuedAWSKey", description: "The operator's key for AWS clients, with its secret.",
        [
            .required("accessKeyId", .string()),
            .required("secretAccessKey", .string()),
            .required("expiresAt", .string(format: .dateTime)),
        ])
}

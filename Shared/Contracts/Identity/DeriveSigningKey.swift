package import MeshCore

/// Asks for what verifies signatures of an AWS client for one day: `POST /internal/aws-keys/signing-key`, for services.
///
/// Identity hands out the derived key of Signature Version 4, so that the secret itself never leaves it.
package struct DeriveSigningKey: Codable, Sendable, Equatable {
    package var accessKeyId: String
    /// The day of the signature, `YYYYMMDD`.
    package var date: String
    package var region: String
    package var service: String

    package init(accessKeyId: String, date: String, region: String, service: String) {
        self.accessKeyId = accessKeyId
        self.date = date
        self.region = region
        self.service = service
    }
}

extension DeriveSigningKey: Described {
    package static let schema = JSONSchema.object(
        "DeriveSigningKey", description: "Asks for the key that verifies an AWS client's signatures of one day.",
        [
            .required("accessKeyId", .string(16...128, pattern: "^[A-Z0-9]*$")),
            .required(
                "date", .string(8...8, pattern: "^[0-9]{8}$", description: "The day of the signature, YYYYMMDD.")),
            .required("region", .string(1...64, pattern: "^[a-z0-9-]*$")),
            .required("service", .string(1...64, pattern: "^[a-z0-9-]*$")),
        ])
}

package import MeshCore

/// The signing key of one AWS client for one day, region and service, and who the client is.
package struct DerivedSigningKey: Codable, Sendable, Equatable {
    /// 32 bytes in base64url.
    package var signingKey: String
    package var holder: VerifiedAPIKey

    package init(signingKey: String, holder: VerifiedAPIKey) {
        self.signingKey = signingKey
        self.holder = holder
    }
}

extension DerivedSigningKey: Described {
    package static let schema = JSONSchema.object(
        "DerivedSigningKey", description: "The signing key of one AWS client for one day, region and service.",
        [
            .required("signingKey", .string(description: "32 bytes in base64url.")),
            .required("holder", VerifiedAPIKey.schema),
        ])
}

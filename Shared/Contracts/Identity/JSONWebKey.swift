package import MeshCore

/// The public half of a signing key (RFC 7517; RFC 7518, section 6.2).
package struct JSONWebKey: Codable, Sendable, Equatable {
    /// `EC`.
    package var kty: String
    /// `P-256`.
    package var crv: String
    /// `ES256`.
    package var alg: String
    /// `sig`.
    package var use: String
    /// The key's thumbprint (RFC 7638).
    package var kid: String
    /// Coordinates, 32 bytes each in base64url.
    package var x: String
    package var y: String

    package init(kid: String, x: String, y: String) {
        self.kty = "EC"
        self.crv = "P-256"
        self.alg = "ES256"
        self.use = "sig"
        self.kid = kid
        self.x = x
        self.y = y
    }
}

extension JSONWebKey: Described {
    package static let schema = JSONSchema.object(
        "JSONWebKey", description: "The public half of a signing key (RFC 7517).",
        [
            .required("kty", .constant("EC")),
            .required("crv", .constant("P-256")),
            .required("alg", .constant("ES256")),
            .required("use", .constant("sig")),
            .required("kid", .string(description: "The key's thumbprint (RFC 7638).")),
            .required("x", .string()),
            .required("y", .string()),
        ])
}

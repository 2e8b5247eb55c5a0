package import MeshCore

/// The keys with which access tokens are verified (RFC 7517, section 5): `GET /.well-known/jwks.json`.
package struct JSONWebKeySet: Codable, Sendable, Equatable {
    package var keys: [JSONWebKey]

    package init(keys: [JSONWebKey]) { self.keys = keys }
}

extension JSONWebKeySet: Described {
    package static let schema = JSONSchema.object(
        "JSONWebKeySet", description: "The keys with which access tokens are verified.",
        [.required("keys", .array(of: JSONWebKey.schema))])
}

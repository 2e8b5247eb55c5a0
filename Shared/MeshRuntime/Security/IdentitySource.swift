package import NIOCore

/// What a verifier asks identity for; over the mesh in a service, in memory in tests.
package protocol IdentitySource: Sendable {
    /// The published key set, as JSON (RFC 7517).
    func keySet() async throws -> ByteBuffer

    /// The holder of an API key, as JSON; nil when nobody holds it.
    func holder(ofKey key: String) async throws -> ByteBuffer?

    /// The derived signing key of an AWS client with its holder, as JSON; nil when there is no such client.
    func signingKey(in scope: SigningScope) async throws -> ByteBuffer?
}

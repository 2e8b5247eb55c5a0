import HTTPTypes
package import MeshCore
package import MeshTransport

/// Identity as other services call it.
package struct IdentityClient: Sendable {
    private let client: ServiceClient

    /// - Parameter client: Calls the service `identity`.
    package init(_ client: ServiceClient) { self.client = client }

    /// The longest answer that is read: a key set of some kilobytes.
    private static let answerLimit = 64 * 1024

    /// The keys that verify access tokens.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func keySet(deadline: Deadline? = nil) async throws -> JSONWebKeySet {
        try await client.call(.get, "/.well-known/jwks.json", limit: Self.answerLimit, deadline: deadline).decode()
    }

    /// Who holds a bearer key; nil when nobody does.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func verify(_ key: VerifyAPIKey, deadline: Deadline? = nil) async throws -> VerifiedAPIKey? {
        try await ask("/internal/api-keys/verify", key, deadline)
    }

    /// The key that verifies an AWS client's signatures of one day; nil when there is no such client.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func signingKey(_ request: DeriveSigningKey, deadline: Deadline? = nil) async throws -> DerivedSigningKey? {
        try await ask("/internal/aws-keys/signing-key", request, deadline)
    }

    /// A POST that only asks, so that it may be sent again to another instance: the key says so to the client.
    private func ask<Message: Decodable>(
        _ path: String, _ question: some Encodable, _ deadline: Deadline?
    ) async throws -> Message? {
        var headers = HTTPFields()
        if let name = HTTPField.Name("idempotency-key") { headers[name] = "question" }
        let answer = try await client.call(
            .post, path, json: question, headers: headers, accepting: [.notFound], limit: Self.answerLimit,
            deadline: deadline)
        return answer.status == .notFound ? nil : try answer.decode()
    }
}

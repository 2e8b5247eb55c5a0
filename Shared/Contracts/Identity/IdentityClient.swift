import FoundationEssentials
import HTTPTypes
package import MeshCore
package import MeshTransport
import NIOCore

/// Identity as other services call it.
package struct IdentityClient: Sendable {
    private let client: ServiceClient

    /// - Parameter client: Calls the service `identity`.
    package init(_ client: ServiceClient) { self.client = client }

    /// The longest answer that is read: a key set of some kilobytes.
    private static let answerLimit = 64 * 1024

    /// The keys that verify access tokens.
    ///
    /// - Throws: ``IdentityClientError``; `ExchangeFailure`.
    package func keySet(deadline: Deadline? = nil) async throws -> JSONWebKeySet {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/.well-known/jwks.json")
        guard let set: JSONWebKeySet = try await answer(to: request, body: nil, deadline) else {
            throw IdentityClientError(status: 404, problem: nil)
        }
        return set
    }

    /// Who holds a bearer key; nil when nobody does.
    ///
    /// - Throws: ``IdentityClientError``; `ExchangeFailure`.
    package func verify(_ key: VerifyAPIKey, deadline: Deadline? = nil) async throws -> VerifiedAPIKey? {
        try await answer(to: Self.question("/internal/api-keys/verify"), body: try JSONEncoder().encode(key), deadline)
    }

    /// The key that verifies an AWS client's signatures of one day; nil when there is no such client.
    ///
    /// - Throws: ``IdentityClientError``; `ExchangeFailure`.
    package func signingKey(_ request: DeriveSigningKey, deadline: Deadline? = nil) async throws -> DerivedSigningKey? {
        try await answer(
            to: Self.question("/internal/aws-keys/signing-key"), body: try JSONEncoder().encode(request), deadline)
    }

    /// A POST that only asks, so that it may be sent again to another instance: the key says so to the client.
    private static func question(_ path: String) -> HTTPRequest {
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: path)
        request.headerFields[.contentType] = "application/json"
        if let name = HTTPField.Name("idempotency-key") { request.headerFields[name] = "question" }
        return request
    }

    /// The message of a 200; nil for a 404.
    private func answer<Message: Decodable>(
        to request: HTTPRequest, body: Data?, _ deadline: Deadline?
    ) async throws -> Message? {
        let response = try await client.send(request, body: body.map { ByteBuffer(bytes: $0) }, deadline: deadline)
        let bytes = Data(try await response.collect(upTo: Self.answerLimit).readableBytesView)
        switch response.status {
        case .ok: return try JSONDecoder().decode(Message.self, from: bytes)
        case .notFound: return nil
        default:
            // An answer of another kind than a problem says no more than its status.
            let problem = try? JSONDecoder().decode(Problem.self, from: bytes)
            throw IdentityClientError(status: Int(response.status.code), problem: problem)
        }
    }
}

import HTTPTypes
import MeshCore
import MeshTransport
import NIOCore

/// Asks the mesh's identity service.
struct MeshIdentitySource: IdentitySource {
    private struct Question: Encodable {
        let key: String
    }

    private struct ScopeQuestion: Encodable {
        let accessKeyId: String
        let date: String
        let region: String
        let service: String
    }

    /// Identity gave an answer that cannot be used.
    struct Refusal: Error {
        let status: Int
    }

    /// Some kilobytes in all; more is no answer of identity's.
    private static let answerLimit = 256 * 1024

    /// A caller waits behind this, so two seconds must do, over two instances.
    private static let patience = Duration.seconds(2)

    let client: ServiceClient

    func keySet() async throws -> ByteBuffer {
        let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/.well-known/jwks.json")
        guard let bytes = try await answer(to: request, body: nil) else { throw Refusal(status: 404) }
        return bytes
    }

    func holder(ofKey key: String) async throws -> ByteBuffer? {
        try await ask("/internal/api-keys/verify", Question(key: key))
    }

    func signingKey(in scope: SigningScope) async throws -> ByteBuffer? {
        try await ask(
            "/internal/aws-keys/signing-key",
            ScopeQuestion(
                accessKeyId: scope.accessKeyID, date: scope.date, region: scope.region, service: scope.service))
    }

    private func ask(_ path: String, _ question: some Encodable) async throws -> ByteBuffer? {
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: path)
        request.headerFields[.contentType] = "application/json"
        // It only asks, so it may be sent again to another instance: the key says so to the client.
        request.headerFields[.idempotencyKey] = "question"
        return try await answer(to: request, body: try MeshJSON.encode(question))
    }

    private func answer(to request: HTTPRequest, body: ByteBuffer?) async throws -> ByteBuffer? {
        let response = try await client.send(
            request, body: body, deadline: Deadline(after: Self.patience, from: .now()))
        let bytes = try await response.collect(upTo: Self.answerLimit)
        switch response.status.code {
        case 200: return bytes
        case 404: return nil
        default: throw Refusal(status: response.status.code)
        }
    }
}

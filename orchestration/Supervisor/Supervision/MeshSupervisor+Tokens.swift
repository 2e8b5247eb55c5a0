import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

extension MeshSupervisor {
    /// Has identity make an access token for the operator of this machine.
    ///
    /// - Throws: ``SupervisorError``.
    func issueToken(_ request: IssueToken) async throws -> IssuedToken {
        try await askIdentity("/internal/tokens", request, as: IssuedToken.self)
    }

    /// Has identity give the operator's key for AWS clients.
    ///
    /// - Throws: ``SupervisorError``.
    func issueAWSKey(_ request: IssueAWSKey) async throws -> IssuedAWSKey {
        try await askIdentity("/internal/aws-keys", request, as: IssuedAWSKey.self)
    }

    private func askIdentity<Answer: Decodable & Sendable>(
        _ path: String, _ request: some Encodable & Sendable, as type: Answer.Type
    ) async throws -> Answer {
        var configuration = ClientConfiguration()
        let tls = ClientTLS(material, expecting: .services(["identity"]))
        configuration.security = { try tls.add(to: $0) }
        let client = ServiceClient(
            service: "identity", source: StaticEndpointSource(broadcast.current.services), group: group,
            configuration: configuration)
        let result: Result<Answer, any Error>
        do {
            result = .success(try await Self.ask(path, request, as: type, by: client))
        } catch {
            result = .failure(error)
        }
        // A connection that does not close in good order is closed all the same.
        try? await client.shutDown()
        do {
            return try result.get()
        } catch let error as SupervisorError {
            throw error
        } catch {
            throw SupervisorError.identityUnreachable("\(error)")
        }
    }

    private static func ask<Answer: Decodable>(
        _ path: String, _ request: some Encodable, as type: Answer.Type, by client: ServiceClient
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: .post, scheme: "https", authority: "identity", path: path,
            headerFields: [.contentType: "application/json"])
        let response = try await client.send(
            head, body: try MeshJSON.encode(request), deadline: Deadline(after: .seconds(5), from: .now()))
        let body = try await response.collect(upTo: 64 << 10)
        guard response.status == .ok || response.status == .created else {
            throw SupervisorError.tokenRefused(try MeshJSON.decode(Problem.self, from: body))
        }
        return try MeshJSON.decode(type, from: body)
    }
}

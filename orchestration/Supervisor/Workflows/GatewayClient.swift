import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore
import NIOPosix

/// Calls the mesh's own APIs through the gateway, as an administrator.
struct GatewayClient: Sendable {
    private let client: HTTPClient
    private let authority: String
    private let token: String

    private static let answerLimit = 8 << 20
    /// Instances may be replaced meanwhile; what is sent again changes nothing twice.
    private static let tries = 4

    /// Makes a client for the work of a closure.
    ///
    /// - Throws: What the closure throws; ``CommandFailure`` when no mesh runs.
    static func with<Value: Sendable>(
        _ folder: DataFolder, _ work: (GatewayClient) async throws -> Value
    ) async throws -> Value {
        let (status, token) = try await ControlClient.with(folder) { control in
            let token = try await control.post("/v1/tokens", IssueToken(role: .admin), as: IssuedToken.self)
            return (try await control.status(), token.accessToken)
        }
        let address = try GatewayAddress(status.supervisor.address)
        let client = HTTPClient(
            .tcp(host: address.host, port: address.port), group: MultiThreadedEventLoopGroup.singleton)
        let result: Result<Value, any Error>
        do {
            result = .success(
                try await work(GatewayClient(client: client, authority: address.authority, token: token)))
        } catch {
            result = .failure(error)
        }
        // The command is over; a connection that does not close in good order is closed by the end of the process.
        try? await client.shutDown()
        return try result.get()
    }

    /// Reads something; nil when it is not there.
    ///
    /// - Throws: ``CommandFailure``.
    func find<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value? {
        let (status, body) = try await send(.get, path, nil)
        if status == .notFound { return nil }
        return try answer(status, body, path)
    }

    /// Puts something.
    ///
    /// - Throws: ``CommandFailure``.
    func put<Value: Decodable>(_ path: String, _ message: some Encodable, as type: Value.Type) async throws -> Value {
        let (status, body) = try await send(.put, path, try MeshJSON.encode(message))
        return try answer(status, body, path)
    }

    private func answer<Value: Decodable>(
        _ status: HTTPResponse.Status, _ body: ByteBuffer, _ path: String
    ) throws -> Value {
        guard status.kind == .successful else {
            throw CommandFailure.failed("\(path) was answered with \(status.code): \(String(buffer: body).prefix(500))")
        }
        return try MeshJSON.decode(Value.self, from: body)
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: ByteBuffer?
    ) async throws -> (HTTPResponse.Status, ByteBuffer) {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: path)
        head.headerFields[.authorization] = "Bearer \(token)"
        if body != nil { head.headerFields[.contentType] = "application/json" }
        var last: any Error = CommandFailure.failed("the gateway does not answer")
        for attempt in 1...Self.tries {
            do {
                let response = try await client.send(
                    head, body: body, deadline: Deadline(after: .seconds(20), from: .now()))
                let bytes = try await response.collect(upTo: Self.answerLimit)
                guard response.status == .serviceUnavailable, attempt < Self.tries else {
                    return (response.status, bytes)
                }
            } catch let failure as ExchangeFailure {
                last = CommandFailure.failed("the gateway does not answer: \(failure.reason)")
            }
            try await Task.sleep(for: .milliseconds(200 * attempt))
        }
        throw last
    }
}

import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore
import NIOPosix

/// Calls the control API of a mesh.
struct ControlClient: Sendable {
    private let client: HTTPClient
    private let folder: DataFolder

    /// The most bytes of an answer that is read whole: a status with hundreds of instances.
    private static let answerLimit = 4 << 20

    /// Makes a client for the work of a closure.
    ///
    /// - Throws: What the closure throws.
    static func with<Value: Sendable>(
        _ folder: DataFolder, _ work: (ControlClient) async throws -> Value
    ) async throws -> Value {
        var configuration = ClientConfiguration()
        // Operations go on for as long as drains do; each call says its own limit.
        configuration.timeout = nil
        let http = HTTPClient(
            .unixDomainSocket(path: folder.controlSocket), group: MultiThreadedEventLoopGroup.singleton,
            configuration: configuration)
        let result: Result<Value, any Error>
        do {
            result = .success(try await work(ControlClient(client: http, folder: folder)))
        } catch {
            result = .failure(error)
        }
        // The command is over; a connection that does not close in good order is closed by the end of the process.
        try? await http.shutDown()
        return try result.get()
    }

    func status() async throws -> MeshStatus {
        try await get("/v1/status", as: MeshStatus.self)
    }

    func get<Value: Decodable>(_ path: String, as type: Value.Type) async throws -> Value {
        try await decode(try await send(.get, path, body: nil, deadline: .seconds(5)), as: type)
    }

    func post<Value: Decodable>(_ path: String, _ body: (any Encodable)?, as type: Value.Type) async throws -> Value {
        let bytes = try body.map { try MeshJSON.encode($0) }
        return try await decode(try await send(.post, path, body: bytes, deadline: .seconds(20)), as: type)
    }

    /// Begins an operation and tells of each step, until its end.
    ///
    /// - Throws: ``CommandFailure`` when the operation fails or is refused.
    func operate(_ path: String, _ body: (any Encodable)?, tell: (OperationEvent) -> Void) async throws {
        let bytes = try body.map { try MeshJSON.encode($0) }
        let response = try await send(.post, path, body: bytes, deadline: nil)
        try await refuseFailure(response)
        var lines = LineBuffer()
        var last: OperationEvent?
        for try await part in response.body {
            for line in lines.append(part) where !line.isEmpty {
                let event = try MeshJSON.decode(OperationEvent.self, from: ByteBuffer(string: line))
                tell(event)
                last = event
            }
        }
        guard let last, let outcome = last.outcome else {
            throw CommandFailure.failed("the supervisor ended before the operation did; see `orrery status`")
        }
        guard outcome == .succeeded else { throw CommandFailure.failed(last.message) }
    }

    private func send(
        _ method: HTTPRequest.Method, _ path: String, body: ByteBuffer?, deadline: Duration?
    ) async throws -> ClientResponse {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        if body != nil { head.headerFields[.contentType] = "application/json" }
        do {
            return try await client.send(head, body: body, deadline: deadline.map { Deadline(after: $0, from: .now()) })
        } catch let failure as ExchangeFailure {
            switch failure.reason {
            case .connectFailed, .noEndpoint: throw CommandFailure.notRunning(folder)
            case .connectionLost, .resetByPeer, .protocolViolation, .limitExceeded, .deadlineExceeded, .unresponsive,
                .shuttingDown:
                throw CommandFailure.failed("the supervisor does not answer: \(failure.reason)")
            }
        }
    }

    private func decode<Value: Decodable>(_ response: ClientResponse, as type: Value.Type) async throws -> Value {
        try await refuseFailure(response)
        return try MeshJSON.decode(type, from: try await response.collect(upTo: Self.answerLimit))
    }

    private func refuseFailure(_ response: ClientResponse) async throws {
        guard response.status.code >= 300 else { return }
        let body = try await response.collect(upTo: Self.answerLimit)
        do {
            let problem = try MeshJSON.decode(Problem.self, from: body)
            let fields = problem.errors.map { "\n  \($0.field): \($0.message)" }.joined()
            throw CommandFailure.failed((problem.detail ?? problem.title) + fields)
        } catch is DecodingError {
            throw CommandFailure.failed("the supervisor answered \(response.status.code)")
        }
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshRuntime
import MeshTestKit
import MeshTransport
import NIOCore
import NIOPosix
import Testing

@testable import Functions
@testable import MeshRuntime

/// Functions with real handlers and without a socket of its own; several may stand on one directory, as instances do.
struct FunctionsDoor: Sendable {
    let directory: TemporaryDirectory
    let service: FunctionsService
    private let responder: RouterResponder<MeshRequestContext>

    /// What came back.
    struct Answer: CustomStringConvertible {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
        var description: String { "\(status) \(text.prefix(600))" }
        /// `Unhandled` when the handler failed.
        var functionError: String? { headers[.functionError] }
        /// The exception of the API.
        var exception: String? { headers[.amazonErrorType] }
        /// The log that came with it.
        var log: String {
            headers[.logResult].flatMap { Data(base64Encoded: $0) }.map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
    }

    private init(
        directory: TemporaryDirectory, instance: String, mesh: HandlerMesh, settings: [String: String]
    ) throws {
        self.directory = directory
        service = try FunctionsService(
            try FunctionsConfiguration(ConfigurationValues(texts: settings.merging(["aws.callers": "anybody"]) { $1 })),
            mesh: mesh, dataDirectory: directory.path,
            instance: instance, group: MultiThreadedEventLoopGroup.singleton, logger: Logger(label: "test"))
        responder = service.api.responder(environment: RequestEnvironment())
    }

    /// Opens a service for the time of a closure.
    ///
    /// - Parameter directory: That of another instance, to stand beside it.
    static func with<Value: Sendable>(
        _ settings: [String: String] = [:], instance: String = "functions-1", mesh: HandlerMesh = .none,
        beside other: FunctionsDoor? = nil,
        _ body: @escaping @Sendable (FunctionsDoor) async throws -> Value
    ) async throws -> Value {
        let door = try FunctionsDoor(
            directory: try other?.directory ?? TemporaryDirectory(), instance: instance, mesh: mesh,
            settings: settings)
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await door.service.run()
                return nil
            }
            group.addTask { try await body(door) }
            let result: Result<Value, any Error>
            do {
                guard let value = try await group.next(), let value else { throw CancellationError() }
                result = .success(value)
            } catch {
                result = .failure(error)
            }
            group.cancelAll()
            // Cancelled is how it ends here.
            while let ended = await group.nextResult() {
                if case .failure(let error) = ended, !(error is CancellationError) { throw error }
            }
            return try result.get()
        }
    }

    /// Sends a request.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send(method, path, bytes: body?.utf8 ?? [], headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, bytes: [UInt8], headers: [String: String] = [:]
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: path)
        for (name, value) in headers { if let name = HTTPField.Name(name) { head.headerFields[name] = value } }
        let response = try await respond(head, ByteBuffer(bytes: bytes))
        let collected = try await response.collectBody(upTo: 16 << 20)
        return Answer(
            status: Int(response.status.code), headers: response.headers, body: Array(collected.readableBytesView))
    }

    func respond(_ head: HTTPRequest, _ body: ByteBuffer) async throws -> Response {
        let connection = ConnectionDescription(
            version: .http2, isTLS: false, remoteAddress: try SocketAddress(ipAddress: "192.0.2.9", port: 4000),
            peerIdentity: nil)
        let trace = TraceContext(traceID: TraceID(high: 1, low: 2), parentSpanID: 0, spanID: 3, flags: 0)
        let source = MeshRequestSource(logger: Logger(label: "test"), connection: connection, trace: trace)
        return try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: body)), context: MeshRequestContext(source: source))
    }

    /// Makes a function, and expects that to go well.
    @discardableResult
    func create(
        _ name: String, _ archive: [UInt8], timeout: Int = 3, runtime: String = "provided.al2023",
        handler: String = "handler", more: [String: JSONValue] = [:]
    ) async throws -> JSONValue {
        var document: JSONObject = [
            "FunctionName": .string(name), "Runtime": .string(runtime), "Handler": .string(handler),
            "Role": "arn:aws:iam::000000000000:role/lambda", "Timeout": .int(Int64(timeout)),
            "Code": ["ZipFile": .string(Data(archive).base64EncodedString())],
        ]
        for (name, value) in more { document[name] = value }
        let answer = try await send(.post, "/aws/2015-03-31/functions", .object(document))
        try #require(answer.status == 201, "\(answer)")
        return answer.json
    }

    /// Calls a function.
    func invoke(
        _ name: String, _ payload: JSONValue = [:], qualifier: String? = nil, headers: [String: String] = [:]
    ) async throws -> Answer {
        let query = qualifier.map { "?Qualifier=\($0)" } ?? ""
        return try await send(
            .post, "/aws/2015-03-31/functions/\(name)/invocations\(query)", payload,
            headers: headers.merging(["x-amz-log-type": "Tail"]) { first, _ in first })
    }

    /// The pool of a function's version.
    func counts(_ name: String, _ version: String = FunctionVersion.latest) async -> PoolCounts? {
        await service.pools.existing(name, version)?.counts
    }
}

/// The program that answers what it was told, as an archive.
func echoArchive() throws -> [UInt8] {
    let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    return ZipMaker.program(Array(try Data(contentsOf: folder.appending(path: "EchoFunction"))))
}

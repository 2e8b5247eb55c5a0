import FoundationEssentials
import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore
import NIOPosix

/// Speaks to the mesh's AWS APIs through the gateway, signing as any other client does.
struct AWSClient: Sendable {
    /// What came back.
    struct Answer: Sendable {
        let status: Int
        let headers: HTTPFields
        let body: ByteBuffer
    }

    private let client: HTTPClient
    private let authority: String
    private let signer: RequestSigner

    /// A history page or a function's answer in full.
    private static let answerLimit = 64 << 20
    /// Instances may be replaced meanwhile; what is sent again is harmless, or its first try was not begun.
    private static let tries = 4

    /// Makes a client for the work of a closure.
    ///
    /// - Throws: What the closure throws; ``CommandFailure`` when no mesh runs.
    static func with<Value: Sendable>(
        _ folder: DataFolder, _ work: (AWSClient) async throws -> Value
    ) async throws -> Value {
        let (address, key) = try await ControlClient.with(folder) { control in
            let status = try await control.status()
            let key = try await control.post("/v1/aws-keys", IssueAWSKey(role: .admin), as: IssuedAWSKey.self)
            return (try GatewayAddress(status.supervisor.address), key)
        }
        let http = HTTPClient(
            .tcp(host: address.host, port: address.port), group: MultiThreadedEventLoopGroup.singleton)
        let signer = RequestSigner(
            accessKeyID: key.accessKeyId, secretAccessKey: key.secretAccessKey, region: LocalAWSKey.region)
        let result: Result<Value, any Error>
        do {
            result = .success(try await work(AWSClient(client: http, authority: address.authority, signer: signer)))
        } catch {
            result = .failure(error)
        }
        // The command is over; a connection that does not close in good order is closed by the end of the process.
        try? await http.shutDown()
        return try result.get()
    }

    /// Calls an operation of Step Functions.
    ///
    /// - Throws: ``AWSRefusal``; ``CommandFailure`` when nobody answers.
    func states(_ operation: String, _ input: JSONObject, waiting seconds: Int? = nil) async throws -> JSONValue {
        var head = HTTPRequest(method: .post, scheme: "http", authority: authority, path: "/aws/")
        head.headerFields[.amazon("Prefer")] = seconds.map { "wait=\($0)" }
        head.headerFields[.contentType] = "application/x-amz-json-1.0"
        head.headerFields[.amazonTarget] = "AWSStepFunctions.\(operation)"
        let answer = try await send(head, JSONValue.object(input).utf8, service: "states", limit: .seconds(330))
        return try json(answer)
    }

    /// Calls an operation of Lambda.
    ///
    /// - Parameter path: Without `/aws`.
    /// - Throws: ``AWSRefusal``; ``CommandFailure`` when nobody answers.
    func functions(
        _ method: HTTPRequest.Method, _ path: String, _ input: JSONObject? = nil
    ) async throws -> JSONValue {
        try json(try await invoke(method, path, input.map { JSONValue.object($0).utf8 } ?? [], headers: [:]))
    }

    /// Calls an operation of EventBridge Scheduler.
    ///
    /// - Parameter path: Without `/aws`.
    /// - Throws: ``AWSRefusal``; ``CommandFailure`` when nobody answers.
    func schedules(
        _ method: HTTPRequest.Method, _ path: String, _ input: JSONObject? = nil
    ) async throws -> JSONValue {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: "/aws" + path)
        if input != nil { head.headerFields[.contentType] = "application/json" }
        let body = input.map { JSONValue.object($0).utf8 } ?? []
        return try json(try await send(head, body, service: "scheduler", limit: .seconds(60)))
    }

    /// Calls an operation of Lambda whose answer is more than JSON.
    func invoke(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8], headers: [String: String]
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: authority, path: "/aws" + path)
        if !body.isEmpty { head.headerFields[.contentType] = "application/json" }
        for (name, value) in headers { head.headerFields[.amazon(name)] = value }
        let answer = try await send(head, body, service: "lambda", limit: .seconds(960))
        guard answer.status < 300 else { throw AWSRefusal(answer) }
        return answer
    }

    private func json(_ answer: Answer) throws -> JSONValue {
        guard answer.status < 300 else { throw AWSRefusal(answer) }
        guard answer.body.readableBytes > 0 else { return .object([:]) }
        return try JSONValue(
            parsing: answer.body.readableBytesView, limits: JSONLimits(depth: 512, byteCount: Self.answerLimit))
    }

    private func send(
        _ head: HTTPRequest, _ bytes: [UInt8], service: String, limit: Duration
    ) async throws -> Answer {
        let body = ByteBuffer(bytes: bytes)
        var last: any Error = CommandFailure.failed("the gateway does not answer")
        for attempt in 1...Self.tries {
            do {
                var signed = head
                signer.sign(&signed, body: body, service: service, at: SystemWallClock().now())
                let response = try await client.send(
                    signed, body: bytes.isEmpty ? nil : body, deadline: Deadline(after: limit, from: .now()))
                let answer = Answer(
                    status: response.status.code, headers: response.head.headerFields,
                    body: try await response.collect(upTo: Self.answerLimit))
                // 503 comes from who has not begun: the gateway without an instance, or an instance that is stopping.
                guard answer.status == 503, attempt < Self.tries else { return answer }
            } catch let failure as ExchangeFailure {
                guard failure.reason == .connectFailed else {
                    throw CommandFailure.failed("the gateway does not answer: \(failure.reason)")
                }
                last = CommandFailure.failed("the gateway cannot be reached at \(authority)")
            }
            try await Task.sleep(for: .milliseconds(200 * attempt))
        }
        throw last
    }
}

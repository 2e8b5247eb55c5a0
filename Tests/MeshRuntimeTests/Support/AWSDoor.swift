import Foundation
import HTTPTypes
import Hummingbird
import Logging
import MeshCore
import MeshTestKit
import MeshTransport
import NIOCore

@testable import MeshRuntime

/// Two small services of AWS's protocols, as requests meet them, in memory or on a socket.
struct AWSDoor {
    static let accessKeyID = "AKIAABCDEFGHIJKLMNOP"
    static let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

    /// Knows one key, and one that has ended.
    struct Doorman: Authenticator {
        func principal(for credential: String) async throws -> Principal {
            guard credential == "token" else { throw AuthenticationFailure.expired }
            return Principal(subject: "acc_token", roles: ["user", "admin"])
        }

        func signer(in scope: SigningScope) async throws -> Signer {
            switch scope.accessKeyID {
            case AWSDoor.accessKeyID:
                Signer(
                    principal: Principal(subject: "acc_aws", roles: ["user"], credential: .signature),
                    signingKey: RequestSigner.derivedKey(AWSDoor.secret, scope))
            case "AKIAAWAYAWAYAWAYAWAY": throw AuthenticationFailure.unavailable("identity is away")
            default: throw AuthenticationFailure.invalid("unknown")
            }
        }
    }

    struct Broken: Error {}

    /// What `DescribeExecution` takes and gives.
    struct Describe: Codable, Sendable {
        var executionArn: String
        var startDate: EpochSeconds?
    }

    let clock: any WallClock
    let pipeline: RequestPipeline

    init(clock: any WallClock = SystemWallClock()) {
        self.clock = clock
        var api = API(title: "AWS", version: "1")
        api.include(Self.states)
        api.include(Self.lambda)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        pipeline = RequestPipeline(
            responder: api.responder(environment: RequestEnvironment(authenticator: Doorman(), clock: clock)),
            metrics: RequestMetrics(registry: MetricsRegistry()), tracer: MeshTracer(sampling: 0, logger: logger),
            logger: logger, logged: .all)
    }

    private static var states: AWSJSONService {
        var states = AWSJSONService(signingName: "states", target: "AWSStepFunctions", bodyLimit: 64 * 1024)
        states.on("StartExecution") { call, context in
            var members = call.members
            let arn = try members.requiredString("stateMachineArn", length: 1...256)
            _ = try members.string("name", length: 1...80)
            try members.check()
            return [
                "executionArn": .string("\(arn):\(context.principal?.subject ?? "")"),
                "startDate": .epochSeconds(Timestamp(milliseconds: 1_700_000_000_123)),
            ]
        }
        states.on("DescribeExecution", Describe.self) { input, _ in
            Describe(
                executionArn: input.executionArn,
                startDate: input.startDate ?? EpochSeconds(Timestamp(milliseconds: 1_700_000_000_123)))
        }
        states.on("StopExecution") { _, _ in
            throw AWSError("ExecutionDoesNotExist", "Execution Does Not Exist: 'x'", members: ["reason": "gone"])
        }
        states.on("DeleteStateMachine", access: .role("admin")) { _, _ in [:] }
        states.on("ListActivities") { _, _ in throw Broken() }
        return states
    }

    private static var lambda: AWSRestService {
        var lambda = AWSRestService(signingName: "lambda")
        lambda.on(.post, "/2015-03-31/functions/{FunctionName}/invocations", "Invoke", body: .bytes(limit: 64 * 1024)) {
            call, _ in
            var headers: HTTPFields = [:]
            headers[.amazon("X-Amz-Executed-Version")] = call.query("Qualifier") ?? "$LATEST"
            return .awsJSON(
                ["name": .string(call.path("FunctionName")), "payload": .string(String(buffer: call.body))],
                headers: headers)
        }
        lambda.on(.get, "/2015-03-31/functions/{FunctionName}", "GetFunction") { _, _ in
            throw AWSError("ResourceNotFoundException", "Function not found", status: 404)
        }
        lambda.on(.get, "/2017-03-31/tags/{Resource}", "ListTags") { call, _ in
            .awsJSON(["Tags": ["resource": .string(call.path("Resource"))]])
        }
        return lambda
    }

    /// Sends a request without a socket.
    func send(_ head: HTTPRequest, _ body: String = "") async throws -> NoteDoor.Answer {
        let connection = ConnectionDescription(
            version: .http2, isTLS: false, localAddress: try SocketAddress(ipAddress: "127.0.0.1", port: 1),
            peerIdentity: nil)
        let response = await pipeline.answer(
            head, body: RequestBody(buffer: ByteBuffer(string: body)), connection: connection, deadline: nil)
        let bytes = try await response.collectBody(upTo: 1 << 20)
        return NoteDoor.Answer(
            status: response.status.code, headers: response.headers, body: Data(bytes.readableBytesView))
    }

    /// Sends a request that our own signer signs.
    ///
    /// - Parameter change: What happens to the signed request on its way.
    func call(
        _ target: String, _ body: String = "{}", key: String = accessKeyID, secret: String = secret,
        service: String = "states", change: (inout HTTPRequest) -> Void = { _ in }
    ) async throws -> NoteDoor.Answer {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "127.0.0.1:8080", path: "/aws/")
        head.headerFields[.amazonTarget] = target
        head.headerFields[.contentType] = "application/x-amz-json-1.0"
        RequestSigner(accessKeyID: key, secretAccessKey: secret, region: "us-east-1")
            .sign(&head, body: ByteBuffer(string: body), service: service, at: clock.now())
        change(&head)
        return try await send(head, body)
    }
}

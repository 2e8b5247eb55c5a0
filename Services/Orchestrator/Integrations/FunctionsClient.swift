import HTTPTypes
import Logging
import MeshCore
import MeshTransport
import NIOCore

/// Invokes functions by the functions service, over its Lambda API.
///
/// A call that no instance answered is made again under its token, with pauses that grow, for as long as an outage may
/// last: an instance that died is started anew meanwhile, and no workflow has to tell a death in the mesh from a function's
/// own failure.
struct FunctionsClient: FunctionInvoking {
    /// The longest answer of a function, and what its frame adds.
    private static let answerLimit = 7 << 20

    let client: ServiceClient
    /// How long one call may take.
    let patience: Duration
    /// How long a call is made again when no instance answers.
    let outage: Duration
    let clock: any WallClock
    let logger: Logger

    func invoke(_ call: FunctionCall) async throws -> FunctionOutcome {
        var path = "/aws/2015-03-31/functions/\(PercentEncoding.encode(call.function))/invocations"
        if let qualifier = call.qualifier { path += "?Qualifier=\(PercentEncoding.encode(qualifier))" }
        var request = HTTPRequest(method: .post, scheme: nil, authority: nil, path: path)
        request.headerFields[.contentType] = "application/json"
        request.headerFields[Self.invocationType] = call.invocationType ?? "RequestResponse"
        request.headerFields[Self.idempotencyToken] = call.idempotencyToken
        request.headerFields[Self.clientContext] = call.clientContext
        let limit = call.deadline.map { min(patience, clock.now().duration(to: $0)) } ?? patience
        let deadline = Deadline(after: limit, from: .now())
        let giveUpAt = MonotonicInstant.now().advanced(by: outage)
        var backoff = Backoff(
            initial: .milliseconds(100), maximum: .seconds(2), minimum: .milliseconds(10),
            seed: .random(in: 0 ... .max))
        while true {
            do {
                let response = try await client.send(
                    request, body: ByteBuffer(string: call.payload), deadline: deadline)
                let body = String(buffer: try await response.collect(upTo: Self.answerLimit))
                return outcome(response.head, body)
            } catch let failure as ExchangeFailure {
                logger.debug("Failed to invoke a function", metadata: ["error": "\(failure)"])
                guard Self.maybePassing(failure), .now() < giveUpAt else {
                    return .refused(
                        error: "Lambda.ServiceException",
                        cause: "The functions service could not be reached: \(failure.reason)")
                }
                try await Task.sleep(for: backoff.next())
            }
        }
    }

    /// Whether another instance, or the same one started anew, may answer.
    private static func maybePassing(_ failure: ExchangeFailure) -> Bool {
        switch failure.reason {
        case .connectFailed, .connectionLost, .resetByPeer, .unresponsive, .noEndpoint: true
        // Too many calls wait, or else the answer is too long, as it would be again.
        case .limitExceeded: if case .none = failure.processing { true } else { false }
        case .protocolViolation, .deadlineExceeded, .shuttingDown: false
        }
    }

    private func outcome(_ head: HTTPResponse, _ body: String) -> FunctionOutcome {
        let status = Int(head.status.code)
        guard head.status.kind == .successful else {
            let type = head.headerFields[Self.errorType].map { String($0.prefix { $0 != ":" }) } ?? "ServiceException"
            // An answer of another kind than an error says no more than its status.
            let words = (try? JSONValue(parsing: body)).flatMap { ($0["Message"] ?? $0["message"])?.stringValue }
            return .refused(
                error: "Lambda.\(type)",
                cause: "\(words ?? "") (Service: Lambda, Status Code: \(status), Request ID: \(requestID(head) ?? ""))")
        }
        return .answered(
            FunctionAnswer(
                status: status, payload: body, functionError: head.headerFields[Self.functionError],
                version: head.headerFields[Self.executedVersion], requestID: requestID(head)))
    }

    private func requestID(_ head: HTTPResponse) -> String? {
        head.headerFields[Self.requestIDName]
    }

    private static let invocationType = name("X-Amz-Invocation-Type")
    private static let clientContext = name("X-Amz-Client-Context")
    private static let functionError = name("X-Amz-Function-Error")
    private static let executedVersion = name("X-Amz-Executed-Version")
    private static let requestIDName = name("x-amzn-RequestId")
    private static let errorType = name("X-Amzn-ErrorType")
    private static let idempotencyToken = name("Idempotency-Key")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a field") }
        return name
    }
}

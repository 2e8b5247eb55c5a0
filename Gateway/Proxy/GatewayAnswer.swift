import MeshCore
import MeshTransport
import NIOCore

/// An answer that the gateway gives itself: a problem, and why there is no other answer.
struct GatewayAnswer {
    var problem: Problem
    var status: ProxyStatus
    /// When it makes sense to ask again, in seconds.
    var retryAfter: Int?

    /// What is answered when a request could not be carried through.
    ///
    /// - Parameters:
    ///   - failure: Why.
    ///   - service: Where it was for.
    ///   - instance: The instance that was asked last.
    init(_ failure: ExchangeFailure, service: String, instance: String?) {
        let (kind, error, words) = Self.outcome(of: failure)
        switch kind {
        case .badGateway: problem = .badGateway("The service \(service) \(words).")
        case .unavailable:
            problem = .unavailable("The service \(service) \(words).")
            retryAfter = 1
        case .timeout: problem = .gatewayTimeout("The service \(service) \(words).")
        }
        status = ProxyStatus(error: error, nextHop: instance, details: failure.detail)
    }

    private init(_ problem: Problem, _ error: ProxyStatus.ErrorType, _ details: String) {
        self.problem = problem
        status = ProxyStatus(error: error, nextHop: nil, details: details)
    }

    static var noRoute: GatewayAnswer {
        GatewayAnswer(.notFound("Nothing is routed here."), .destinationNotFound, "no route")
    }

    static var dotSegments: GatewayAnswer {
        GatewayAnswer(
            .badRequest("The path has dot segments; resolve them first.", code: "invalid_path"), .httpRequestDenied,
            "dot segments")
    }

    /// A CONNECT that asks for a tunnel to anywhere; only WebSocket and its like are let through (RFC 8441).
    static var plainConnect: GatewayAnswer {
        GatewayAnswer(.methodNotAllowed("This is no forward proxy."), .httpRequestDenied, "CONNECT")
    }

    /// The caller's own deadline had passed when the request came.
    static var deadlinePassed: GatewayAnswer {
        GatewayAnswer(
            .gatewayTimeout("The deadline had passed when the request came."), .httpResponseTimeout,
            "the deadline had passed")
    }

    private enum Kind {
        case badGateway
        case unavailable
        case timeout
    }

    private static func outcome(of failure: ExchangeFailure) -> (Kind, ProxyStatus.ErrorType, String) {
        switch failure.reason {
        // Its time ran out while it waited for an instance: none has had a chance to be slow.
        case .deadlineExceeded where failure.processing == .none:
            (.unavailable, .destinationUnavailable, "has no instance that takes requests")
        case .connectFailed: (.badGateway, .connectionRefused, "cannot be connected to")
        case .connectionLost: (.badGateway, .connectionTerminated, "ended the connection before it answered")
        case .resetByPeer: (.badGateway, .httpResponseIncomplete, "gave up the request")
        case .protocolViolation: (.badGateway, .httpProtocolError, "gave no valid answer")
        case .limitExceeded: (.unavailable, .connectionLimitReached, "has too many requests")
        case .deadlineExceeded: (.timeout, .httpResponseTimeout, "did not answer in time")
        case .unresponsive: (.timeout, .connectionReadTimeout, "does not react")
        case .noEndpoint: (.unavailable, .destinationUnavailable, "has no instance that takes requests")
        case .shuttingDown: (.unavailable, .destinationUnavailable, "is being left by this gateway")
        }
    }

    /// Sends it as the whole answer; as AWS's clients read it, where they ask.
    ///
    /// - Parameters:
    ///   - exchange: Where the request came in.
    ///   - isHead: Whether the request was a HEAD, whose answer has no body.
    ///   - isRequestComplete: Whether the whole request came; if not, the rest is let go.
    ///   - traceID: The trace under which the cause is logged.
    ///   - path: The request's path, for the problem's `instance`.
    func send(on exchange: any Exchange, isHead: Bool, isRequestComplete: Bool, traceID: String?, path: String?) {
        var problem = problem
        problem.traceId = traceID
        problem.instance = path
        let aws = AWSForm(problem, path: path)
        let body = (aws?.body ?? problem.json).utf8
        var head = HeaderBlock(reservingFields: 9, bytes: 384)
        head.append(":status", String(problem.status))
        if let aws { aws.append(to: &head) } else { head.append("content-type", Problem.mediaType) }
        head.append("content-length", String(body.count))
        head.append("cache-control", "no-store")
        head.append("proxy-status", status.value)
        if let retryAfter { head.append("retry-after", String(retryAfter)) }
        exchange.send(head: head, end: isHead ? .last : .more)
        if !isHead { exchange.send(body: ByteBuffer(bytes: body), end: .last) }
        if !isRequestComplete { exchange.reset(.noLongerNeeded) }
    }
}

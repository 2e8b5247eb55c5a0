import Logging
import MeshCore
import MeshTransport
import NIOCore

/// One request on its way through: it joins the exchange with the client to the call to the service, on one event loop.
///
/// It is told by both and passes on what each sends as it stands: heads, parts of bodies without a copy, trailers,
/// interim answers. A side is credited only for what the other took, so that a slow reader holds back the writer over
/// the whole way. When one side ends early, so does the other.
final class ProxiedRequest {
    private enum Answer {
        case awaited
        case begun
        case over
    }

    private let downstream: any Exchange
    private let route: LoopRoute
    private let loop: GatewayLoop
    private let startedAt: MonotonicInstant
    private let method: RequestMethod
    private var call: UpstreamCall?
    private var answer = Answer.awaited
    private var status = 0
    private var isRequestComplete: Bool
    /// Octets of the request that the service's side has no room for yet.
    private var uncreditedRequest = 0
    /// Octets of the answer that the client's side has no room for yet.
    private var uncreditedAnswer = 0

    init(
        downstream: any Exchange, method: RequestMethod, end: ExchangeEnd, route: LoopRoute,
        loop: GatewayLoop, at now: MonotonicInstant
    ) {
        self.downstream = downstream
        self.method = method
        self.route = route
        self.loop = loop
        startedAt = now
        isRequestComplete = end == .last
    }

    /// Sends the request on its way.
    func start(_ head: consuming HeaderBlock, policy: RetryPolicy, deadline: Deadline?) {
        call = route.upstream.send(
            head: head, end: isRequestComplete ? .last : .more, policy: policy, deadline: deadline, delegate: self)
    }

    // MARK: From the client

    private func receivedFromClient(_ body: ByteBuffer, end: ExchangeEnd) {
        if end == .last { isRequestComplete = true }
        guard let call else { return downstream.consumed(body.readableBytes) }
        let count = body.readableBytes
        call.send(body: body, end: end)
        if call.isWritable || end == .last {
            downstream.consumed(count)
        } else {
            uncreditedRequest += count
        }
    }

    private func creditRequest() {
        guard uncreditedRequest > 0 else { return }
        let count = uncreditedRequest
        uncreditedRequest = 0
        downstream.consumed(count)
    }

    /// The client is gone, or its request broke off.
    private func clientFailed() {
        if case .over = answer { return }
        let call = call
        finish(status: status == 0 ? 499 : status)
        call?.reset(.cancelled)
    }

    // MARK: From the service

    private func receivedFromService(_ head: HeaderBlock, end: ExchangeEnd) {
        let status = head.status ?? 0
        if status >= 200 {
            self.status = status
            answer = .begun
        }
        downstream.send(head: head, end: end)
        if end == .last { answerEnded() }
    }

    private func receivedFromService(_ body: ByteBuffer, end: ExchangeEnd) {
        let count = body.readableBytes
        downstream.send(body: body, end: end)
        if end == .last {
            call?.consumed(count)
            answerEnded()
        } else if downstream.isWritable {
            call?.consumed(count)
        } else {
            uncreditedAnswer += count
        }
    }

    private func creditAnswer() {
        guard uncreditedAnswer > 0 else { return }
        let count = uncreditedAnswer
        uncreditedAnswer = 0
        call?.consumed(count)
    }

    /// The whole answer was passed on. What the client still sends nobody wants.
    private func answerEnded() {
        if uncreditedAnswer > 0 { creditAnswer() }
        finish(status: status)
        if !isRequestComplete { downstream.reset(.noLongerNeeded) }
    }

    private func serviceFailed(_ failure: ExchangeFailure) {
        switch answer {
        case .awaited:
            let instance = call?.attempts.last?.instance
            let reply = GatewayAnswer(failure, service: route.route.service, instance: instance)
            let (traceID, path) = (traceID, path)
            log(failure, answered: reply.problem.status)
            finish(status: reply.problem.status)
            reply.send(
                on: downstream, isHead: method == .head, isRequestComplete: isRequestComplete, traceID: traceID,
                path: path)
        case .begun:
            // The head is out: all that can be said is that this is not the proper end.
            log(failure, answered: status)
            finish(status: status)
            downstream.reset(.internalError)
        case .over: break
        }
    }

    // MARK: The end

    /// Lets both sides go and counts the request, once.
    private func finish(status: Int) {
        answer = .over
        call = nil
        route.counters.record(status: status, method: method, nanoseconds: startedAt.nanoseconds(to: loop.now))
    }

    private func log(_ failure: ExchangeFailure, answered status: Int) {
        let attempts = call?.attempts ?? []
        loop.logger.warning(
            "Could not carry a request through",
            metadata: [
                "service": .string(route.route.service), "url.path": .string(path ?? ""),
                "trace.id": .string(traceID ?? ""),
                "http.status": .stringConvertible(status), "failure": .string("\(failure.reason)"),
                "failure.detail": .string(failure.detail),
                "attempts": .array(attempts.map { .string("\($0.instance): \($0.outcome)") }),
            ])
    }

    // What problems and logs tell of the request, made only when they need it.
    private var traceID: String? { call.flatMap { RequestTrace.id(in: $0.head) } }

    private var path: String? {
        call?.head.string(":path").map { String($0.prefix { $0 != "?" }.prefix(256)) }
    }
}

extension ProxiedRequest: ExchangeDelegate {
    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        receivedFromService(head, end: end)
    }

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        if exchange === downstream {
            receivedFromClient(body, end: end)
        } else {
            receivedFromService(body, end: end)
        }
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        if exchange === downstream {
            isRequestComplete = true
            call?.send(trailers: trailers)
        } else {
            downstream.send(trailers: trailers)
            answerEnded()
        }
    }

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        if exchange === downstream {
            clientFailed()
        } else {
            serviceFailed(failure)
        }
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {
        if exchange === downstream {
            creditAnswer()
        } else {
            creditRequest()
        }
    }
}

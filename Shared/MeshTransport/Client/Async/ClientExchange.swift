import HTTPTypes
import MeshCore
import NIOCore
import Synchronization

/// Carries one request between a task and the event loop of its upstream.
///
/// The loop writes into the state and the task reads from it under its lock, which nobody holds for longer than a few
/// stores. What belongs to the loop (the call) stays in a box that checks this. At most one task waits at a time.
final class ClientExchange: Sendable {
    private enum End {
        case complete
        case failed(any Error)
    }

    private struct State {
        var head: HTTPResponse?
        var parts = CircularBuffer<ByteBuffer>(initialCapacity: 2)
        var trailers: HTTPFields?
        var end: End?
        var headWaiter: CheckedContinuation<HTTPResponse, any Error>?
        var partWaiter: CheckedContinuation<ByteBuffer?, any Error>?
        var writableWaiter: CheckedContinuation<Bool, any Error>?
        /// The task gave up, perhaps before the call began.
        var isCancelled = false
    }

    /// Who waited when it ended.
    private struct Waiters {
        var head: CheckedContinuation<HTTPResponse, any Error>?
        var part: CheckedContinuation<ByteBuffer?, any Error>?
        var writer: CheckedContinuation<Bool, any Error>?
    }

    private let eventLoop: any EventLoop
    private let call: NIOLoopBoundBox<UpstreamCall?>
    private let state = Mutex(State())

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
        call = .makeEmptyBox(valueType: UpstreamCall.self, eventLoop: eventLoop)
    }

    var trailers: HTTPFields? { state.withLock { $0.trailers } }

    /// Makes the call on its loop.
    ///
    /// - Parameter make: Run on the loop; not when the task gave up before.
    func begin(_ make: @escaping @Sendable (ClientExchange) -> UpstreamCall) {
        onLoop { exchange in
            guard !exchange.state.withLock({ $0.isCancelled }) else { return }
            let call = make(exchange)
            if !call.isOver { exchange.call.value = call }
        }
    }

    /// Waits for the head of the answer.
    func head() async throws -> HTTPResponse {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Result<HTTPResponse, any Error>? = state.withLock { state in
                    if let head = state.head { return .success(head) }
                    if case .failed(let error) = state.end { return .failure(error) }
                    state.headWaiter = continuation
                    return nil
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Waits for the next part of the answer's body; nil at its end.
    func nextPart() async throws -> ByteBuffer? {
        let part: ByteBuffer? = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let known: Result<ByteBuffer?, any Error>? = state.withLock { state in
                    if let part = state.parts.popFirst() { return .success(part) }
                    switch state.end {
                    case .complete: return .success(nil)
                    case .failed(let error): return .failure(error)
                    case nil:
                        state.partWaiter = continuation
                        return nil
                    }
                }
                if let known { continuation.resume(with: known) }
            }
        } onCancel: {
            cancel()
        }
        if let part, state.withLock({ $0.end == nil }) { credit(part.readableBytes) }
        return part
    }

    /// Sends a part of the request's body and waits until there is room for more.
    ///
    /// - Returns: Whether more is wanted: not when the answer is complete.
    /// - Throws: ``ExchangeFailure`` or `CancellationError` when the exchange is over without an answer.
    func send(_ part: ByteBuffer, end: ExchangeEnd) async throws -> Bool {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Bool, any Error>) in
                let known: Result<Bool, any Error>? = state.withLock { state in
                    switch state.end {
                    case .complete: return .success(false)
                    case .failed(let error): return .failure(error)
                    case nil:
                        state.writableWaiter = continuation
                        return nil
                    }
                }
                if let known { return continuation.resume(with: known) }
                onLoop { exchange in
                    exchange.call.value?.send(body: part, end: end)
                    exchange.resumeWriter(afterEnd: end)
                }
            }
        } onCancel: {
            cancel()
        }
    }

    /// Gives up: the stream is reset and whoever waits is told.
    func cancel() {
        let isOver = state.withLock { state in
            state.isCancelled = true
            return state.end != nil
        }
        guard !isOver else { return }
        finish(.failed(CancellationError()))
        onLoop { exchange in
            exchange.call.value?.reset(.cancelled)
            exchange.call.value = nil
        }
    }

    private func credit(_ byteCount: Int) {
        onLoop { $0.call.value?.consumed(byteCount) }
    }

    private func onLoop(_ body: @escaping @Sendable (ClientExchange) -> Void) {
        if eventLoop.inEventLoop {
            body(self)
        } else {
            eventLoop.execute { body(self) }
        }
    }

    /// Lets the writer go on when there is room, or when it was the last part.
    private func resumeWriter(afterEnd end: ExchangeEnd = .more) {
        var mayGoOn = call.value?.isWritable ?? false
        if case .last = end { mayGoOn = true }
        guard mayGoOn else { return }
        let waiter = state.withLock { state in
            defer { state.writableWaiter = nil }
            return state.writableWaiter
        }
        waiter?.resume(returning: true)
    }

    /// Keeps how it ended, the first time, and tells whoever waits.
    private func finish(_ end: End) {
        let waiters: Waiters? = state.withLock { state in
            guard state.end == nil else { return nil }
            state.end = end
            defer { (state.headWaiter, state.partWaiter, state.writableWaiter) = (nil, nil, nil) }
            return Waiters(head: state.headWaiter, part: state.partWaiter, writer: state.writableWaiter)
        }
        guard let waiters else { return }
        switch end {
        case .complete:
            waiters.part?.resume(returning: nil)
            waiters.writer?.resume(returning: false)
        case .failed(let error):
            waiters.head?.resume(throwing: error)
            waiters.part?.resume(throwing: error)
            waiters.writer?.resume(throwing: error)
        }
    }
}

extension ClientExchange: ExchangeDelegate {
    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        // Informational heads are for proxies; a task waits for the answer.
        guard let status = head.status, status >= 200 else { return }
        guard let response = HTTPResponse(head) else {
            finish(
                .failed(
                    ExchangeFailure(.protocolViolation, processing: .unknown, detail: "the answer has no valid head")))
            exchange.reset(.cancelled)
            call.value = nil
            return
        }
        let waiter = state.withLock { state in
            state.head = response
            defer { state.headWaiter = nil }
            return state.headWaiter
        }
        waiter?.resume(returning: response)
        if case .last = end { over() }
    }

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        if body.readableBytes > 0 { received(body) }
        if case .last = end { over() }
    }

    private func received(_ body: ByteBuffer) {
        let waiter = state.withLock { state in
            defer { state.partWaiter = nil }
            if state.partWaiter == nil { state.parts.append(body.kept) }
            return state.partWaiter
        }
        waiter?.resume(returning: body)
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        state.withLock { $0.trailers = HTTPFields(trailers) }
        over()
    }

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        finish(.failed(failure))
        call.value = nil
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {
        resumeWriter()
    }

    private func over() {
        finish(.complete)
        call.value = nil
    }
}

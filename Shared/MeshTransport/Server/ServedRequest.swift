import HTTPTypes
import MeshCore
import NIOCore

/// One request between its exchange and its handler's task: it holds the body that came, the answer's state, and who waits.
///
/// `@unchecked Sendable`: the task passes it around, but all its state is read and written on the exchange's event loop only;
/// every way in from a task goes through ``onLoop(_:)`` or checks the loop first.
final class ServedRequest: ExchangeDelegate, LoopTimerTarget, @unchecked Sendable {
    private enum Answer {
        case none
        case head
        case ended
    }

    /// What a reader finds.
    enum Part {
        case bytes(ByteBuffer)
        case end
        case failed(any Error)
        case notYet
    }

    private let exchange: any Exchange
    private let eventLoop: any EventLoop
    private let executor: EventLoopTaskExecutor
    private var task: Task<Void, Never>?
    private var deadlineTimer: LoopTimers.Token?
    /// Who handles it.
    private var acceptor: TaskAcceptor?
    /// The request's head, until the task takes it.
    private var head: HTTPRequest?
    private var deadline: Deadline?
    /// Whether it was known with the head that there is no body.
    private let isBodiless: Bool
    private var isHead = false
    var expectsContinue = false

    // The request's body.
    private var parts = PartQueue()
    private var hasEnded: Bool
    private var failure: (any Error)?
    private var trailers: HeaderBlock?
    private var reader: CheckedContinuation<ByteBuffer?, any Error>?

    // The answer.
    private var answer = Answer.none
    private var writer: CheckedContinuation<Void, any Error>?

    init(exchange: any Exchange, end: ExchangeEnd) {
        self.exchange = exchange
        eventLoop = exchange.eventLoop
        executor = .current(on: exchange.eventLoop)
        hasEnded = end == .last
        isBodiless = end == .last
    }

    /// Starts the handler's task. It runs when the loop has read what there is.
    func start(_ acceptor: TaskAcceptor, _ head: consuming HTTPRequest, deadline: Deadline?) {
        isHead = head.method == .head
        self.acceptor = acceptor
        self.head = head
        if let deadline {
            self.deadline = deadline
            deadlineTimer = executor.timers.schedule(self, at: deadline.instant)
        }
        // The task knows this object only: a context of its own would be one more piece of memory for each request.
        task = Task(executorPreference: executor) { await self.run() }
    }

    private func run() async {
        guard let acceptor, let head = head.take() else { return }
        await acceptor.handler.handle(
            ServerRequest(
                head: head, body: ServerRequestBody(self, isEmpty: isBodiless), connection: exchange.connection,
                deadline: deadline),
            ResponseWriter(self))
        if isOnLoop { handlerReturned() } else { onLoop { $0.handlerReturned() } }
    }

    var isOnLoop: Bool { eventLoop.inEventLoop }

    /// Runs it on the event loop: now when that is where the caller is.
    func onLoop(_ body: @escaping @Sendable (ServedRequest) -> Void) {
        if eventLoop.inEventLoop {
            body(self)
        } else {
            eventLoop.execute { body(self) }
        }
    }

    // MARK: The end

    /// Answers the request without a handler.
    func refuse(_ problem: ProblemAnswer) {
        guard case .none = answer else { return }
        answer = .ended
        problem.send(on: exchange)
    }

    private func cancelDeadline() {
        guard let deadlineTimer else { return }
        self.deadlineTimer = nil
        executor.timers.cancel(deadlineTimer)
    }

    /// The deadline has passed.
    func timerFired() {
        deadlineTimer = nil
        switch answer {
        case .ended: return
        case .head: abort()
        case .none: refuse(.gatewayTimeout)
        }
        end(ExchangeFailure(.deadlineExceeded, processing: .unknown, detail: "the deadline passed"))
    }

    /// Nothing more will come or go: whoever waits is told, and the task is cancelled.
    private func end(_ failure: any Error) {
        self.failure = failure
        parts.removeAll()
        answer = .ended
        cancelDeadline()
        if let reader {
            self.reader = nil
            reader.resume(throwing: failure)
        }
        if let writer {
            self.writer = nil
            writer.resume(throwing: failure)
        }
        task?.cancel()
        task = nil
    }

    private func handlerReturned() {
        task = nil
        cancelDeadline()
        switch answer {
        case .none: refuse(.internalError)
        case .head: abort()
        case .ended: break
        }
        // What came and was not read is given back with the stream.
        if !hasEnded, failure == nil {
            failure = CancellationError()
            exchange.reset(.noLongerNeeded)
        }
        parts.removeAll()
    }

    // MARK: What the exchange tells

    func exchange(_ exchange: any Exchange, receivedHead head: HeaderBlock, end: ExchangeEnd) {
        preconditionFailure("a server's exchange is given no head: its acceptor was")
    }

    func exchange(_ exchange: any Exchange, receivedBody body: ByteBuffer, end: ExchangeEnd) {
        if end == .last { hasEnded = true }
        if let reader {
            guard body.readableBytes > 0 || hasEnded else { return }
            self.reader = nil
            exchange.consumed(body.readableBytes)
            reader.resume(returning: body.readableBytes > 0 ? body : nil)
        } else {
            parts.append(body)
        }
    }

    func exchange(_ exchange: any Exchange, receivedTrailers trailers: HeaderBlock) {
        self.trailers = trailers
        hasEnded = true
        reader?.resume(returning: nil)
        reader = nil
    }

    func exchange(_ exchange: any Exchange, failedWith failure: ExchangeFailure) {
        end(failure)
    }

    func exchangeBecameWritable(_ exchange: any Exchange) {
        writer?.resume()
        writer = nil
    }

    // MARK: Reading the body

    /// The next part of the body; nil at its end.
    func nextPart() async throws -> ByteBuffer? {
        if eventLoop.inEventLoop {
            switch takePart() {
            case .bytes(let bytes): return bytes
            case .end: return nil
            case .failed(let error): throw error
            case .notYet: break
            }
        }
        let token = WaitToken()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                onLoop { $0.awaitPart(continuation, token) }
            }
        } onCancel: {
            token.cancel()
            onLoop { $0.readerCancelled() }
        }
    }

    private func takePart() -> Part {
        if let failure { return .failed(failure) }
        if let part = parts.pop() {
            exchange.consumed(part.readableBytes)
            return .bytes(part)
        }
        if hasEnded { return .end }
        if expectsContinue, case .none = answer {
            var head = HeaderBlock()
            head.append(":status", "100")
            exchange.send(head: head, end: .more)
        }
        expectsContinue = false
        return .notYet
    }

    /// The whole body, when it has come to its end as one part; nil otherwise, and away from the event loop.
    func takeWhole() -> ByteBuffer? {
        guard eventLoop.inEventLoop, hasEnded, failure == nil, let whole = parts.popAlone() else { return nil }
        exchange.consumed(whole.readableBytes)
        return whole
    }

    private func awaitPart(_ continuation: CheckedContinuation<ByteBuffer?, any Error>, _ token: WaitToken) {
        precondition(reader == nil, "a body is read by one task")
        guard !token.isCancelled else {
            continuation.resume(throwing: CancellationError())
            return
        }
        switch takePart() {
        case .bytes(let bytes): continuation.resume(returning: bytes)
        case .end: continuation.resume(returning: nil)
        case .failed(let error): continuation.resume(throwing: error)
        case .notYet: reader = continuation
        }
    }

    private func readerCancelled() {
        reader?.resume(throwing: CancellationError())
        reader = nil
    }

    func receivedTrailers() async -> HTTPFields? {
        await withCheckedContinuation { continuation in
            onLoop { served in continuation.resume(returning: served.trailers.flatMap { HTTPFields($0) }) }
        }
    }

    // MARK: Writing the answer

    func respond(_ head: HTTPResponse, body: ByteBuffer) {
        guard case .none = answer else { return }
        answer = .ended
        let isBare = isHead || body.readableBytes == 0
        let status = head.status.code
        executor.withAnswerHead {
            $0.append(
                head, status: status, contentLength: HTTPResponse.allowsContent(status) ? body.readableBytes : nil,
                date: executor.date)
        } _: {
            exchange.send(head: $0, end: isBare ? .last : .more)
        }
        if !isBare { exchange.send(body: body, end: .last) }
    }

    func writeInformational(_ head: HTTPResponse) {
        guard case .none = answer, head.status.code < 200 else { return }
        if head.status.code == 100 { expectsContinue = false }
        exchange.send(head: HeaderBlock(head, contentLength: nil, date: nil), end: .more)
    }

    func writeHead(_ head: HTTPResponse) {
        guard case .none = answer else { return }
        answer = .head
        exchange.send(head: HeaderBlock(head, contentLength: nil, date: executor.date), end: .more)
    }

    func write(_ part: ByteBuffer) async throws {
        if eventLoop.inEventLoop {
            if try send(part) { return }
        } else {
            let hasRoom = try await eventLoop.submit { try self.send(part) }.get()
            if hasRoom { return }
        }
        let token = WaitToken()
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                onLoop { $0.awaitRoom(continuation, token) }
            }
        } onCancel: {
            token.cancel()
            onLoop { $0.writerCancelled() }
        }
    }

    /// - Returns: Whether there is room for more.
    private func send(_ part: ByteBuffer) throws -> Bool {
        guard case .head = answer else {
            throw failure
                ?? ExchangeFailure(.protocolViolation, processing: .unknown, detail: "body outside of an answer")
        }
        if !isHead, part.readableBytes > 0 { exchange.send(body: part, end: .more) }
        return exchange.isWritable
    }

    private func awaitRoom(_ continuation: CheckedContinuation<Void, any Error>, _ token: WaitToken) {
        precondition(writer == nil, "an answer is written by one task")
        if let failure {
            continuation.resume(throwing: failure)
        } else if token.isCancelled {
            continuation.resume(throwing: CancellationError())
        } else if exchange.isWritable {
            continuation.resume()
        } else {
            writer = continuation
        }
    }

    private func writerCancelled() {
        writer?.resume(throwing: CancellationError())
        writer = nil
    }

    func finish(trailers: HTTPFields?) {
        guard case .head = answer else { return }
        answer = .ended
        if let trailers, !trailers.isEmpty, !isHead {
            exchange.send(trailers: HeaderBlock(trailers))
        } else {
            exchange.send(body: ByteBuffer(), end: .last)
        }
    }

    func abort() {
        guard case .head = answer else { return }
        answer = .ended
        exchange.reset(.internalError)
    }
}

package import HTTPTypes
package import NIOCore

/// Where a handler's answer goes. It may be used from any task or actor; on the event loop of the connection, where the
/// handler starts, nothing is handed over between threads.
///
/// What is written to a request that is over (reset, timed out, answered) is dropped, so a handler need not ask.
package struct ResponseWriter: Sendable {
    private let served: ServedRequest

    init(_ served: ServedRequest) {
        self.served = served
    }

    /// Sends a whole answer: head, `content-length` when it is missing, and body.
    package func respond(_ head: HTTPResponse, body: ByteBuffer = ByteBuffer()) {
        if served.isOnLoop {
            served.respond(head, body: body)
        } else {
            served.onLoop { $0.respond(head, body: body) }
        }
    }

    /// Sends an informational answer (1xx) ahead of the answer.
    package func writeInformational(_ head: HTTPResponse) {
        served.onLoop { $0.writeInformational(head) }
    }

    /// Sends the head of an answer whose body follows.
    package func writeHead(_ head: HTTPResponse) {
        served.onLoop { $0.writeHead(head) }
    }

    /// Sends a part of the body and waits until there is room for the next.
    ///
    /// - Throws: ``ExchangeFailure`` when the request is over, `CancellationError` when the task is cancelled.
    package func write(_ part: ByteBuffer) async throws {
        try await served.write(part)
    }

    /// Ends the answer, with trailers when there are any.
    package func finish(trailers: HTTPFields? = nil) {
        served.onLoop { $0.finish(trailers: trailers) }
    }

    /// Ends an answer that cannot be completed: the client sees a reset, not a whole message.
    package func abort() {
        served.onLoop { $0.abort() }
    }
}

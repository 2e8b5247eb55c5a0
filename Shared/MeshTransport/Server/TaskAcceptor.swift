import HTTPTypes
import MeshCore
import NIOCore

/// Gives each request a task of its own, which runs on the event loop of its connection.
///
/// The task is no orphan: its exchange cancels it when the client goes, its deadline passes or the connection is lost, and a
/// server that drains waits for the exchange.
package final class TaskAcceptor: Sendable {
    let handler: any RequestHandler

    package init(_ handler: any RequestHandler) {
        self.handler = handler
    }

    /// What a server calls for each request.
    package var acceptor: ExchangeAcceptor {
        { exchange, head, end in self.accept(exchange, head, end) }
    }

    private func accept(_ exchange: any Exchange, _ head: HeaderBlock, _ end: ExchangeEnd) -> any ExchangeDelegate {
        let served = ServedRequest(exchange: exchange, end: end)
        guard let request = HTTPRequest(head) else {
            served.refuse(.badRequest)
            return served
        }
        if end == .more { served.expectsContinue = head.first("expect") != nil }
        let deadline = head.first(Deadline.headerName).flatMap {
            Deadline(headerValue: $0, now: MonotonicInstant(exchange.eventLoop.now))
        }
        served.start(self, request, deadline: deadline)
        return served
    }
}

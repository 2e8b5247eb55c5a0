package import NIOCore

/// An answer that the server gives itself, as problem details (RFC 9457). Its words are ours and constant, so they need no escaping.
package struct ProblemAnswer: Sendable {
    package let status: Int
    package let code: String
    package let title: String

    package init(status: Int, code: String, title: String) {
        self.status = status
        self.code = code
        self.title = title
    }

    package static let badRequest = Self(status: 400, code: "bad_request", title: "Bad request")
    package static let requestTimeout = Self(
        status: 408, code: "request_timeout", title: "The request came too slowly")
    package static let contentTooLarge = Self(
        status: 413, code: "content_too_large", title: "The body is too large")
    package static let headersTooLarge = Self(
        status: 431, code: "headers_too_large", title: "The header fields are too large")
    package static let internalError = Self(status: 500, code: "internal_error", title: "Internal error")
    package static let gatewayTimeout = Self(status: 504, code: "gateway_timeout", title: "No answer in time")

    /// The head of the answer.
    package var head: HeaderBlock {
        var head = HeaderBlock(reservingFields: 3, bytes: 96)
        head.append(":status", String(status))
        head.append("content-type", "application/problem+json")
        head.append("content-length", String(body.readableBytes))
        return head
    }

    /// The problem as JSON.
    package var body: ByteBuffer {
        ByteBuffer(
            string: #"{"type":"urn:orrery:problem:\#(code)","title":"\#(title)","status":\#(status),"code":"\#(code)"}"#
        )
    }

    /// Sends it as the whole answer of an exchange, and lets the rest of the request go.
    package func send(on exchange: any Exchange) {
        exchange.send(head: head, end: .more)
        exchange.send(body: body, end: .last)
        exchange.reset(.noLongerNeeded)
    }
}

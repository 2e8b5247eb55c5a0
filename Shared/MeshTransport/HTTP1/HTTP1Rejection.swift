/// Why a request of HTTP/1.1 is refused before anybody sees it, and with which status. The connection is closed after it:
/// where the next message begins can no longer be trusted (RFC 9112, section 9.6 and 11.2).
struct HTTP1Rejection: Error, Equatable {
    /// The status, always a 4xx: the peer is at fault.
    var status: Int
    /// What is wrong, for the problem's `detail` and the log; constant words, nothing that the peer sent.
    var detail: String

    init(_ status: Int, _ detail: String) {
        self.status = status
        self.detail = detail
    }

    static func malformed(_ detail: String) -> Self { Self(400, detail) }

    /// The title of the status (RFC 9110, section 15.5).
    var reason: String { HTTP1Status.reason(status) }

    /// The machine-readable code of the problem.
    var code: String {
        switch status {
        case 405: "method_not_allowed"
        case 408: "request_timeout"
        case 413: "content_too_large"
        case 414: "uri_too_long"
        case 417: "expectation_failed"
        case 426: "upgrade_required"
        case 431: "headers_too_large"
        default: "bad_request"
        }
    }

    /// The answer's body, `application/problem+json` (RFC 9457). The words are ours and need no escaping.
    var problem: String {
        """
        {"type":"urn:orrery:problem:\(code)","title":"\(reason)","status":\(status),"detail":"\(detail)","code":"\(code)"}
        """
    }
}

/// The value of `Proxy-Status` (RFC 9209) for an answer that the gateway gives itself.
struct ProxyStatus: Equatable {
    /// The types of section 2.3 that occur here.
    enum ErrorType: String {
        case connectionLimitReached = "connection_limit_reached"
        case connectionTerminated = "connection_terminated"
        case connectionReadTimeout = "connection_read_timeout"
        case connectionRefused = "connection_refused"
        case connectionTimeout = "connection_timeout"
        case destinationNotFound = "destination_not_found"
        case destinationUnavailable = "destination_unavailable"
        case httpProtocolError = "http_protocol_error"
        case httpRequestDenied = "http_request_denied"
        case httpRequestError = "http_request_error"
        case httpResponseIncomplete = "http_response_incomplete"
        case httpResponseTimeout = "http_response_timeout"
        case proxyLoopDetected = "proxy_loop_detected"
    }

    var error: ErrorType
    /// The instance that was asked last; nil when none was.
    var nextHop: String?
    /// Words for whoever looks for the cause.
    var details: String

    /// The field's value, a list of one item with parameters (RFC 8941).
    var value: String {
        var value = "orrery; error=\(error.rawValue)"
        if let nextHop { value += "; next-hop=\(Self.string(nextHop))" }
        if !details.isEmpty { value += "; details=\(Self.string(details))" }
        return value
    }

    /// A string of RFC 8941, section 3.3.3, which holds printable ASCII alone.
    private static func string(_ text: String) -> String {
        var result = "\""
        for octet in text.utf8.prefix(256) where octet >= 0x20 && octet < 0x7F {
            if octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\") { result += "\\" }
            result.unicodeScalars.append(Unicode.Scalar(octet))
        }
        return result + "\""
    }
}

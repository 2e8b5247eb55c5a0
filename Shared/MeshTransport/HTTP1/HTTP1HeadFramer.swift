/// Finds the end of a head in a growing buffer, and refuses at once the octets that no head may hold.
///
/// Every octet is looked at once, however slowly the bytes come. Lines end with CRLF and nothing else: a bare CR or LF is
/// how two parsers come to see two messages in the same bytes (RFC 9112, section 2.2).
struct HTTP1HeadFramer {
    /// What is framed: a request's head, or a trailer section, which may be nothing but its empty line.
    enum Section {
        case request
        case trailers
    }

    /// Octets that are already judged.
    private var scanned = 0
    private var lineStart = 0
    private var lines: Int

    init(section: Section = .request) {
        // A trailer section has no request line, so it begins as if that were read.
        lines = section == .trailers ? 1 : 0
    }

    var isAtStart: Bool { scanned == 0 && lineStart == 0 }

    /// Looks at the new octets.
    ///
    /// - Parameters:
    ///   - bytes: the buffer from the first octet of the head on; earlier octets must be those of the last call.
    ///   - headLimit: octets that the whole head may have.
    /// - Returns: the length of the head with its empty line, or nil when more is needed.
    /// - Throws: 400 for an octet or a line end that is not allowed, 414 or 431 past a limit.
    mutating func advance(
        over bytes: Span<UInt8>, headLimit: Int, limits: HTTP1Limits
    ) throws(HTTP1Rejection) -> Int? {
        var index = scanned
        while index < bytes.count {
            let octet = bytes[index]
            let kind = OctetClass[octet]
            if kind.isDisjoint(with: [.forbidden, .lineBreak]) {
                index += 1
                continue
            }
            guard kind.contains(.lineBreak) else { throw .malformed("A control character stands in the head.") }
            guard octet == UInt8(ascii: "\r") else { throw .malformed("A line ends without a carriage return.") }
            guard index + 1 < bytes.count else { break }
            guard bytes[index + 1] == UInt8(ascii: "\n") else { throw .malformed("A carriage return stands alone.") }
            if let length = try endLine(at: index, limits: limits) {
                guard length <= headLimit else { throw HTTP1Rejection(431, "The head is too large.") }
                return length
            }
            index += 2
        }
        scanned = index
        try checkLimits(upTo: index, headLimit: headLimit, limits: limits)
        return nil
    }

    /// Closes the line whose CR is at `index`; the empty line is the head's end.
    private mutating func endLine(at index: Int, limits: HTTP1Limits) throws(HTTP1Rejection) -> Int? {
        if index == lineStart && lines > 0 { return index + 2 }
        guard index > lineStart else { throw .malformed("The request line is empty.") }
        if lines == 0 && index - lineStart > limits.requestLine {
            throw HTTP1Rejection(414, "The request line is too long.")
        }
        lines += 1
        lineStart = index + 2
        guard lines <= limits.fieldCount + 1 else { throw HTTP1Rejection(431, "The head has too many fields.") }
        return nil
    }

    private func checkLimits(upTo index: Int, headLimit: Int, limits: HTTP1Limits) throws(HTTP1Rejection) {
        if lines == 0 && index > limits.requestLine { throw HTTP1Rejection(414, "The request line is too long.") }
        if index > headLimit { throw HTTP1Rejection(431, "The head is too large.") }
    }
}

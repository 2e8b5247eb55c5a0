import NIOCore

/// Takes the chunked coding off a body (RFC 9112, section 7.1), as strictly as the head is read: no blank around the size, no
/// line end but CRLF, and a bound on everything that is not data.
struct HTTP1ChunkedDecoder {
    enum Event {
        case data(ByteBuffer)
        /// The length of the trailer section with its empty line, which the buffer now begins with.
        case trailers(length: Int)
    }

    private enum State {
        case size(value: Int, digits: Int)
        case chunkExtension(size: Int)
        case sizeLineFeed(size: Int)
        case data(remaining: Int)
        case dataCarriageReturn
        case dataLineFeed
        case trailers(HTTP1HeadFramer)
    }

    private var state = State.size(value: 0, digits: 0)
    private var extensionOctets = 0
    private let limits: HTTP1Limits
    private let trailerLimit: Int

    init(limits: HTTP1Limits, trailerLimit: Int) {
        self.limits = limits
        self.trailerLimit = trailerLimit
    }

    /// Reads on until there is data, the trailers are whole, or the buffer is used up (nil).
    ///
    /// - Throws: 400 for a malformed coding, 431 for trailers past the limit.
    mutating func next(from buffer: inout ByteBuffer) throws(HTTP1Rejection) -> Event? {
        while buffer.readableBytes > 0 {
            switch state {
            case .data(let remaining):
                guard let part = buffer.readSlice(length: min(remaining, buffer.readableBytes)) else { return nil }
                let left = remaining - part.readableBytes
                state = left == 0 ? .dataCarriageReturn : .data(remaining: left)
                return .data(part)
            case .trailers(var framer):
                let length = try framer.advance(
                    over: buffer.readableBytesUInt8Span, headLimit: trailerLimit, limits: limits)
                state = .trailers(framer)
                return length.map { .trailers(length: $0) }
            case .size, .chunkExtension, .sizeLineFeed, .dataCarriageReturn, .dataLineFeed:
                guard let octet = buffer.readInteger(as: UInt8.self) else { return nil }
                try take(octet)
            }
        }
        return nil
    }

    /// Takes one octet of a chunk's frame.
    private mutating func take(_ octet: UInt8) throws(HTTP1Rejection) {
        switch state {
        case .size(let value, let digits):
            try takeSize(octet, value: value, digits: digits)
        case .chunkExtension(let size):
            try takeExtension(octet, size: size)
        case .sizeLineFeed(let size):
            try expect(octet, UInt8(ascii: "\n"))
            state = size == 0 ? .trailers(HTTP1HeadFramer(section: .trailers)) : .data(remaining: size)
        case .dataCarriageReturn:
            try expect(octet, UInt8(ascii: "\r"))
            state = .dataLineFeed
        case .dataLineFeed:
            try expect(octet, UInt8(ascii: "\n"))
            state = .size(value: 0, digits: 0)
        case .data, .trailers:
            preconditionFailure("Data and trailers are not read octet by octet.")
        }
    }

    private mutating func takeSize(_ octet: UInt8, value: Int, digits: Int) throws(HTTP1Rejection) {
        if let digit = Self.hexDigit(octet) {
            // 15 digits stay within an Int; leading zeros count, so that they are bounded too.
            guard digits < 15 else { throw .malformed("A chunk size is too long.") }
            state = .size(value: value << 4 | digit, digits: digits + 1)
            return
        }
        guard digits > 0 else { throw .malformed("A chunk size is malformed.") }
        switch octet {
        case UInt8(ascii: "\r"): state = .sizeLineFeed(size: value)
        case UInt8(ascii: ";"): state = .chunkExtension(size: value)
        default: throw .malformed("A chunk size is malformed.")
        }
    }

    private mutating func takeExtension(_ octet: UInt8, size: Int) throws(HTTP1Rejection) {
        if octet == UInt8(ascii: "\r") {
            state = .sizeLineFeed(size: size)
            return
        }
        extensionOctets += 1
        guard extensionOctets <= limits.chunkExtensions else { throw .malformed("The chunk extensions are too long.") }
        guard OctetClass[octet].isDisjoint(with: [.forbidden, .lineBreak]) else {
            throw .malformed("A chunk extension is malformed.")
        }
    }

    private func expect(_ octet: UInt8, _ expected: UInt8) throws(HTTP1Rejection) {
        guard octet == expected else { throw .malformed("A chunk does not end with CRLF.") }
    }

    private static func hexDigit(_ octet: UInt8) -> Int? {
        let digit = octet &- UInt8(ascii: "0")
        if digit <= 9 { return Int(digit) }
        let letter = (octet | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? Int(letter) + 10 : nil
    }
}

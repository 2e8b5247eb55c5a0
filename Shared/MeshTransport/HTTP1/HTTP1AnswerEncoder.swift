import Glibc
import NIOCore

/// Writes an answer's head in the form of RFC 9112.
enum HTTP1AnswerEncoder {
    /// What the connection decides on for an answer.
    struct Terms {
        var minorVersion: Int
        var isHEAD: Bool
        var keepsAlive: Bool
        /// Whether the answer ends with its head.
        var end: ExchangeEnd
    }

    /// A head cannot be written: its owner made it wrong.
    struct MalformedAnswer: Error {}

    /// Writes a final answer's head.
    ///
    /// - Returns: how the body must follow.
    static func write(
        head: HeaderBlock, status: Int, terms: Terms, to buffer: inout ByteBuffer
    ) throws(MalformedAnswer) -> HTTP1AnswerBody {
        writeStatusLine(status, to: &buffer)
        let length = try writeFields(of: head, dropsContentLength: status == 204, to: &buffer)
        let body: HTTP1AnswerBody
        if terms.isHEAD || status == 204 || status == 304 {
            body = .none
        } else if let length {
            body = .length(remaining: length)
        } else if terms.end == .last {
            buffer.writeStaticString("content-length: 0\r\n")
            body = .length(remaining: 0)
        } else if terms.minorVersion == 1 {
            buffer.writeStaticString("transfer-encoding: chunked\r\n")
            body = .chunked
        } else {
            body = .untilClose
        }
        if !terms.keepsAlive || body == .untilClose {
            buffer.writeStaticString("connection: close\r\n\r\n")
        } else if terms.minorVersion == 0 {
            buffer.writeStaticString("connection: keep-alive\r\n\r\n")
        } else {
            buffer.writeStaticString("\r\n")
        }
        return body
    }

    /// Writes an informational answer (RFC 9110, section 15.2).
    static func write(informational head: HeaderBlock, status: Int, to buffer: inout ByteBuffer) throws(MalformedAnswer)
    {
        writeStatusLine(status, to: &buffer)
        _ = try writeFields(of: head, dropsContentLength: true, to: &buffer)
        buffer.writeStaticString("\r\n")
    }

    /// Writes the answer that accepts a WebSocket (RFC 6455, section 4.2.2).
    static func write(
        webSocketHead head: HeaderBlock, accept: String, to buffer: inout ByteBuffer
    ) throws(MalformedAnswer) {
        writeStatusLine(101, to: &buffer)
        buffer.writeStaticString("upgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ")
        buffer.writeString(accept)
        buffer.writeStaticString("\r\n")
        _ = try writeFields(of: head, dropsContentLength: true, to: &buffer)
        buffer.writeStaticString("\r\n")
    }

    /// Writes the end of a chunked body.
    static func write(trailers: HeaderBlock?, to buffer: inout ByteBuffer) throws(MalformedAnswer) {
        buffer.writeStaticString("0\r\n")
        if let trailers { _ = try writeFields(of: trailers, dropsContentLength: true, to: &buffer) }
        buffer.writeStaticString("\r\n")
    }

    /// The status of an answer's head, or nil when it has none that may be written.
    static func status(of head: HeaderBlock) -> Int? {
        guard let status = head.status, (100...599).contains(status) else { return nil }
        return status
    }

    private static func writeStatusLine(_ status: Int, to buffer: inout ByteBuffer) {
        if status == 200 {
            buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
            return
        }
        buffer.writeString("HTTP/1.1 \(status) \(HTTP1Status.reason(status))\r\n")
    }

    /// Writes the fields that may cross a hop, and reads Content-Length off them.
    private static func writeFields(
        of head: HeaderBlock, dropsContentLength: Bool, to buffer: inout ByteBuffer
    ) throws(MalformedAnswer) -> Int? {
        var contentLength: Int?
        var isSound = true
        // Each field as it lies in the block, and four octets around it.
        let atMost = head.bytes.count + 4 * head.count
        unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: atMost) { target in
            guard let base = target.baseAddress else { return 0 }
            var end = unsafe base
            isSound = unsafe head.withFields { name, value in
                guard unsafe isWhole(value), let first = unsafe name.first else { return false }
                if unsafe first == UInt8(ascii: ":") || isOfConnection(name) { return true }
                if unsafe equals(name, "content-length") {
                    if dropsContentLength { return true }
                    guard contentLength == nil, let length = unsafe number(value) else { return false }
                    contentLength = length
                }
                unsafe write(name, value, at: &end)
                return true
            }
            guard isSound else { return 0 }
            return unsafe end - base
        }
        guard isSound else { throw MalformedAnswer() }
        return contentLength
    }

    private static let colonAndSpace = UInt16(bigEndian: 0x3A20)
    private static let lineEnd = UInt16(bigEndian: 0x0D0A)

    /// Writes one field's line; the caller has seen to the room.
    private static func write(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>, at end: inout UnsafeMutableRawPointer
    ) {
        guard let nameStart = name.baseAddress, let valueStart = value.baseAddress else { return }
        unsafe end.copyMemory(from: nameStart, byteCount: name.count)
        unsafe end += name.count
        unsafe end.storeBytes(of: colonAndSpace, as: UInt16.self)
        unsafe end += 2
        unsafe end.copyMemory(from: valueStart, byteCount: value.count)
        unsafe end += value.count
        unsafe end.storeBytes(of: lineEnd, as: UInt16.self)
        unsafe end += 2
    }

    /// Whether a value holds nothing that would end the line early: it could write fields, or a whole answer, of its own.
    private static func isWhole(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        unsafe value.allSatisfy { octet in octet >= 0x20 ? octet != 0x7F : octet == 0x09 }
    }

    /// Whether a field speaks of one connection only.
    private static func isOfConnection(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 7: unsafe equals(name, "upgrade")
        case 10: unsafe equals(name, "connection") || equals(name, "keep-alive")
        case 16: unsafe equals(name, "proxy-connection")
        case 17: unsafe equals(name, "transfer-encoding")
        case 20: unsafe equals(name, "sec-websocket-accept")
        default: false
        }
    }

    private static func equals(_ name: UnsafeBufferPointer<UInt8>, _ text: StaticString) -> Bool {
        guard name.count == text.utf8CodeUnitCount, let start = name.baseAddress else { return false }
        // Both are as long as the text.
        return unsafe memcmp(start, text.utf8Start, name.count) == 0
    }

    private static func number(_ value: UnsafeBufferPointer<UInt8>) -> Int? {
        guard (1...18).contains(value.count) else { return nil }
        var number = 0
        for index in value.indices {
            let octet = unsafe value[index]
            guard octet >= UInt8(ascii: "0"), octet <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(octet - UInt8(ascii: "0"))
        }
        return number
    }
}

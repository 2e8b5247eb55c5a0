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
        guard let value = head.first(":status"), value.count == 3 else { return nil }
        let status = value.reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) }
        return (100...599).contains(status) ? status : nil
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
        for field in head.fields {
            let name = head.name(of: field)
            guard let first = name.first else { throw MalformedAnswer() }
            if first == UInt8(ascii: ":") { continue }
            let value = head.value(of: field)
            // What would end the line early would let a value write fields, or a whole answer, of its own.
            guard value.allSatisfy({ OctetClass[$0].isDisjoint(with: [.forbidden, .lineBreak]) }) else {
                throw MalformedAnswer()
            }
            switch name.count {
            case 10 where name.elementsEqual("connection".utf8) || name.elementsEqual("keep-alive".utf8): continue
            case 7 where name.elementsEqual("upgrade".utf8): continue
            case 16 where name.elementsEqual("proxy-connection".utf8): continue
            case 17 where name.elementsEqual("transfer-encoding".utf8): continue
            case 20 where name.elementsEqual("sec-websocket-accept".utf8): continue
            case 14 where name.elementsEqual("content-length".utf8):
                if dropsContentLength { continue }
                guard contentLength == nil, let length = Int(String(decoding: value, as: UTF8.self)), length >= 0 else {
                    throw MalformedAnswer()
                }
                contentLength = length
            default: break
            }
            buffer.writeBytes(name)
            buffer.writeStaticString(": ")
            buffer.writeBytes(value)
            buffer.writeStaticString("\r\n")
        }
        return contentLength
    }
}

import NIOCore

/// A frame of HTTP/2 as raw bytes (RFC 9113, section 4.1): to send what no client of ours would, and to read what a server sent.
struct HTTP2Frame: Equatable {
    enum Kind {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let priority: UInt8 = 2
        static let resetStream: UInt8 = 3
        static let settings: UInt8 = 4
        static let ping: UInt8 = 6
        static let goAway: UInt8 = 7
        static let windowUpdate: UInt8 = 8
        static let continuation: UInt8 = 9
    }

    enum Flag {
        static let acknowledge: UInt8 = 0x1
        static let endStream: UInt8 = 0x1
        static let endHeaders: UInt8 = 0x4
    }

    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    var kind: UInt8
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    var bytes: [UInt8] {
        let length = payload.count
        return [
            UInt8(truncatingIfNeeded: length >> 16), UInt8(truncatingIfNeeded: length >> 8),
            UInt8(truncatingIfNeeded: length),
        ]
            + [kind, flags] + Self.big(stream) + payload
    }

    /// The last four bytes as a number: an error code, a window increment.
    var code: UInt32 { payload.count >= 4 ? Self.number(payload[(kind == Kind.goAway ? 4 : 0)...].prefix(4)) : 0 }
    /// The last stream id of GOAWAY.
    var lastStream: UInt32 { Self.number(payload.prefix(4)) }

    /// The frames in these bytes; a part of one at the end is left out.
    static func parse(_ bytes: [UInt8]) -> [HTTP2Frame] {
        var frames: [HTTP2Frame] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let header = Array(rest.prefix(9))
            let length = Int(number([0] + header[0..<3]))
            guard rest.count >= 9 + length else { break }
            frames.append(
                HTTP2Frame(
                    kind: header[3], flags: header[4], stream: number(header[5..<9]),
                    payload: Array(rest.dropFirst(9).prefix(length))))
            rest = rest.dropFirst(9 + length)
        }
        return frames
    }

    static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func number(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    // MARK: Ready made

    static let settings = HTTP2Frame(kind: Kind.settings)
    static let ping = HTTP2Frame(kind: Kind.ping, payload: [UInt8](repeating: 7, count: 8))

    /// A request's HEADERS, its fields as literals without indexing (RFC 7541, section 6.2.2).
    static func request(_ stream: UInt32, _ fields: [(String, String)]? = nil, flags: UInt8 = 0x5) -> HTTP2Frame {
        let fields = fields ?? [(":method", "GET"), (":scheme", "http"), (":authority", "test"), (":path", "/")]
        return HTTP2Frame(kind: Kind.headers, flags: flags, stream: stream, payload: fields.flatMap(literal))
    }

    static func literal(_ name: String, _ value: String) -> [UInt8] {
        precondition(name.utf8.count < 127 && value.utf8.count < 127, "the length must fit seven bits")
        return [0, UInt8(name.utf8.count)] + name.utf8 + [UInt8(value.utf8.count)] + value.utf8
    }
}

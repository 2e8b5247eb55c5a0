/// How the table writes HTTP/2.
extension HostileInput {
    static let http2Preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    /// Frames behind a good preface and SETTINGS.
    static func frames(_ name: String, _ frames: [HostileFrame]) -> HostileInput {
        let settings = HostileFrame(kind: HostileFrame.settings)
        return HostileInput(.http2, name, http2Preface + ([settings] + frames).flatMap(\.bytes))
    }

    /// The same, with a good request among them.
    static func mixed(_ name: String, _ frames: [HostileFrame]) -> HostileInput {
        var input = Self.frames(name, frames)
        input.holdsGoodRequest = true
        return input
    }

    static func request(_ stream: UInt32, _ fields: [(String, String)], end: Bool = true) -> HostileFrame {
        HostileFrame(
            kind: HostileFrame.headers, flags: HostileFrame.endHeaders | (end ? HostileFrame.endStream : 0),
            stream: stream,
            payload: fields.flatMap { HostileFrame.field($0.0, $0.1) })
    }

    static func pseudo(_ path: String, method: String = "GET") -> [(String, String)] {
        [(":method", method), (":scheme", "http"), (":authority", "a"), (":path", path)]
    }
}

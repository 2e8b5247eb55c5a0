/// Bytes that a server must refuse: by a 4xx, by closing, or, in HTTP/2, by GOAWAY or RST_STREAM; never by a 5xx, an answer
/// as if nothing were wrong, or silence.
package struct HostileInput: Sendable, CustomStringConvertible {
    package enum Version: Sendable {
        case http1
        case http2
    }

    package var version: Version
    /// What is wrong with it, in words.
    package var name: String
    package var bytes: [UInt8]
    /// Whether the peer ends its sending direction behind the bytes. Without it the connection stays open, so that the
    /// server must refuse by itself.
    package var endsSending: Bool
    /// Whether a good request is among the bytes, which may be answered before the rest is refused.
    package var holdsGoodRequest = false

    package init(_ version: Version, _ name: String, _ bytes: [UInt8], endsSending: Bool = false) {
        self.version = version
        self.name = name
        self.bytes = bytes
        self.endsSending = endsSending
    }

    package var description: String { "\(version): \(name)" }

    /// The whole table.
    ///
    /// - Parameter path: a path whose GET is answered with a 2xx, so that input that is taken for a good request shows.
    package static func all(path: String) -> [HostileInput] {
        requestLines(path: path) + fields(path: path) + framing(path: path) + chunks(path: path)
            + connectionFrames(path: path) + streamFrames(path: path) + fieldBlocks(path: path) + floods(path: path)
            + streams(path: path)
    }
}

import NIOCore

/// Cuts a stream of bytes into lines.
struct LineBuffer {
    private var rest: [UInt8] = []

    /// - Returns: The lines that are complete now, without their ends.
    mutating func append(_ part: ByteBuffer) -> [String] {
        append(part.readableBytesView)
    }

    mutating func append(_ bytes: some Collection<UInt8>) -> [String] {
        rest += bytes
        var lines: [String] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(String(decoding: rest[..<end], as: UTF8.self))
            rest.removeFirst(end + 1)
        }
        return lines
    }
}

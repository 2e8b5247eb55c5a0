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
        var start = 0
        while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(String(decoding: rest[start..<end], as: UTF8.self))
            start = end + 1
        }
        rest.removeFirst(start)
        return lines
    }
}

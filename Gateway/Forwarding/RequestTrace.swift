import MeshTransport

/// The trace of a request, as logs and problems name it.
enum RequestTrace {
    /// The 32 digits of the trace id in `traceparent` (W3C Trace Context, section 3.2.2.3); nil when there is none that
    /// is valid.
    static func id(in head: HeaderBlock) -> String? {
        guard let value = head.first("traceparent"), value.count >= 55 else { return nil }
        let id = value.dropFirst(3).prefix(32)
        let isHexadecimal = id.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard isHexadecimal, value[value.startIndex + 2] == UInt8(ascii: "-"),
            value[value.startIndex + 35] == UInt8(ascii: "-")
        else {
            return nil
        }
        return String(decoding: id, as: UTF8.self)
    }

    /// The trace id of a request, or a new one under which its problem is told when it has none.
    static func idOrNew(in head: HeaderBlock, using random: inout some RandomNumberGenerator) -> String {
        if let id = id(in: head) { return id }
        var text = String(random.next(), radix: 16) + String(random.next() | 1, radix: 16)
        while text.utf8.count < 32 { text = "0" + text }
        return text
    }
}

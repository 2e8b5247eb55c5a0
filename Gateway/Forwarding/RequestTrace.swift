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
}

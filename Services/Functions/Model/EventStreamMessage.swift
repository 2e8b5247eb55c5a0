/// A message of AWS's event streams (`application/vnd.amazon.eventstream`): lengths and headers with a checksum, then the
/// payload with another one.
struct EventStreamMessage: Sendable {
    /// The kind of event.
    let event: String
    let contentType: String
    let payload: [UInt8]

    /// The type of a header whose value is text.
    private static let textType: UInt8 = 7

    var bytes: [UInt8] {
        let headers =
            Self.header(":message-type", "event") + Self.header(":event-type", event)
            + Self.header(":content-type", contentType)
        // Two lengths and three checksums of four octets stand around headers and payload.
        let prelude = Self.big(UInt32(16 + headers.count + payload.count)) + Self.big(UInt32(headers.count))
        let message = prelude + Self.big(CRC32.of(prelude)) + headers + payload
        return message + Self.big(CRC32.of(message))
    }

    private static func header(_ name: String, _ value: String) -> [UInt8] {
        let (name, value) = (Array(name.utf8), Array(value.utf8))
        let length = UInt16(value.count)
        return [UInt8(name.count)] + name + [textType, UInt8(length >> 8), UInt8(truncatingIfNeeded: length)] + value
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

/// The identity of a topic beside its name (KIP-516), in sixteen bytes.
package struct WireUUID: Hashable, Sendable, WireValue {
    /// What stands for none: a topic without it is known by its name alone.
    package static let zero = WireUUID(high: 0, low: 0)

    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static func read(from reader: inout WireReader) throws(WireError) -> WireUUID {
        WireUUID(high: try reader.integer(UInt64.self), low: try reader.integer(UInt64.self))
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        writer.integer(high)
        writer.integer(low)
    }
}

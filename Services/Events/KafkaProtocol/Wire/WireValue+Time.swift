package import MeshCore

/// A duration is a number of milliseconds in four bytes.
extension Duration: WireValue {
    package static func read(from reader: inout WireReader) throws(WireError) -> Duration {
        .milliseconds(try reader.integer(Int32.self))
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        writer.integer(Int32(clamping: wholeMilliseconds))
    }
}

/// A moment is its milliseconds since 1970 in eight bytes; none is -1.
extension Timestamp: WireNullable {
    package static func readNullable(from reader: inout WireReader) throws(WireError) -> Timestamp? {
        let milliseconds = try reader.integer(Int64.self)
        return milliseconds == -1 ? nil : Timestamp(milliseconds: milliseconds)
    }

    package static func writeNull(to writer: inout WireWriter) {
        writer.integer(-1 as Int64)
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        writer.integer(milliseconds)
    }
}

/// A value whose field may be null: it begins with its length, and null is a length of its own.
package protocol WireNullable: WireValue {
    /// - Returns: nil for null.
    static func readNullable(from reader: inout WireReader) throws(WireError) -> Self?

    static func writeNull(to writer: inout WireWriter)
}

extension WireNullable {
    package static func read(from reader: inout WireReader) throws(WireError) -> Self {
        guard let value = try readNullable(from: &reader) else { throw WireError(.null) }
        return value
    }
}

extension Optional: WireValue where Wrapped: WireNullable {
    package static func read(from reader: inout WireReader) throws(WireError) -> Self {
        try Wrapped.readNullable(from: &reader)
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        if let self { try self.write(to: &writer) } else { Wrapped.writeNull(to: &writer) }
    }
}

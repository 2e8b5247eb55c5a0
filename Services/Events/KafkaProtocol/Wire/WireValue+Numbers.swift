extension WireValue where Self: FixedWidthInteger {
    package static func read(from reader: inout WireReader) throws(WireError) -> Self {
        try reader.integer(Self.self)
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        writer.integer(self)
    }
}

extension Int8: WireValue {}
extension Int16: WireValue {}
extension Int32: WireValue {}
extension Int64: WireValue {}

extension Bool: WireValue {
    package static func read(from reader: inout WireReader) throws(WireError) -> Bool {
        try reader.integer(UInt8.self) != 0
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        writer.integer(self ? 1 as UInt8 : 0)
    }
}

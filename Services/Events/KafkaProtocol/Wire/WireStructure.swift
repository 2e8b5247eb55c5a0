/// A message, or a structure within one, described by its fields.
package protocol WireStructure: WireValue {
    /// One in which each field has its default, as the protocol gives it for versions without the field.
    init()

    /// Shows each field, in its order on the wire, to the coder.
    mutating func describe(to coder: inout some FieldCoder) throws(WireError)
}

extension WireStructure {
    package static func read(from reader: inout WireReader) throws(WireError) -> Self {
        var value = Self()
        try reader.structure { reader throws(WireError) in try value.describe(to: &reader) }
        return value
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        // A description goes both ways and so takes its fields as inout; a writer leaves them as they are.
        var value = self
        try writer.structure { writer throws(WireError) in try value.describe(to: &writer) }
    }
}

extension String: WireNullable {
    package static func readNullable(from reader: inout WireReader) throws(WireError) -> String? {
        guard let length = try reader.length(wide: .two) else { return nil }
        guard let text = String(validating: try reader.slice(length), as: UTF8.self) else { throw WireError(.text) }
        return text
    }

    package static func writeNull(to writer: inout WireWriter) {
        writer.null(wide: .two)
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        let bytes = Array(utf8)
        // Two bytes count to 32,767, and flexible versions keep to that.
        guard bytes.count <= Int16.max else { throw WireError(.length(Int64(bytes.count))) }
        try writer.length(bytes.count, wide: .two)
        writer.slice(bytes[...])
    }
}

/// Bytes, shared with the message that they were read from.
extension ArraySlice<UInt8>: WireValue, WireNullable {
    package static func readNullable(from reader: inout WireReader) throws(WireError) -> ArraySlice<UInt8>? {
        guard let length = try reader.length(wide: .four) else { return nil }
        return try reader.slice(length)
    }

    package static func writeNull(to writer: inout WireWriter) {
        writer.null(wide: .four)
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        try writer.length(count, wide: .four)
        writer.slice(self)
    }
}

extension Array: WireValue, WireNullable where Element: WireValue {
    package static func readNullable(from reader: inout WireReader) throws(WireError) -> [Element]? {
        guard let count = try reader.count() else { return nil }
        var elements: [Element] = []
        for index in 0..<count {
            do throws(WireError) {
                elements.append(try Element.read(from: &reader))
            } catch {
                throw error.within("[\(index)]")
            }
        }
        return elements
    }

    package static func writeNull(to writer: inout WireWriter) {
        writer.null(wide: .four)
    }

    package func write(to writer: inout WireWriter) throws(WireError) {
        try writer.length(count, wide: .four)
        for (index, element) in enumerated() {
            do throws(WireError) {
                try element.write(to: &writer)
            } catch {
                throw error.within("[\(index)]")
            }
        }
    }
}

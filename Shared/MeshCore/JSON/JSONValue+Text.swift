extension JSONValue: CustomStringConvertible {
    /// The JSON text without spaces.
    package var description: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// The JSON text without spaces, as bytes.
    package var utf8: [UInt8] {
        var writer = JSONWriter(layout: .compact)
        writer.write(self)
        return writer.bytes
    }

    /// Writes the JSON text without spaces behind other bytes.
    package func write(to bytes: inout [UInt8]) {
        // Handed over and back, so that the bytes have one owner and are never copied.
        let before = bytes
        bytes = []
        var writer = JSONWriter(layout: .compact, after: consume before)
        writer.write(self)
        bytes = writer.bytes
    }

    /// The JSON text with a line for each member and element, and a line feed at the end: for people and golden files.
    package var prettyPrinted: String {
        var writer = JSONWriter(layout: .indented)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self) + "\n"
    }
}

/// What a field of a message can hold.
package protocol WireValue: Sendable {
    /// - Throws: ``WireError`` when the bytes hold no such value.
    static func read(from reader: inout WireReader) throws(WireError) -> Self

    /// - Throws: ``WireError`` when the value is too long for the field.
    func write(to writer: inout WireWriter) throws(WireError)
}

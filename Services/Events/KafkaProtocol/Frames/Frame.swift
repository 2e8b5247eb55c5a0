/// How messages follow each other on a connection: each behind its length in four bytes.
package enum Frame {
    /// The length of a frame.
    ///
    /// - Throws: ``WireError`` when it is negative, or over `limit` bytes.
    package static func length(_ prefix: Int32, limit: Int) throws(WireError) -> Int {
        guard prefix >= 0, prefix <= limit else { throw WireError(.length(Int64(prefix)), in: "frame") }
        return Int(prefix)
    }

    static func pieces(of header: WireWriter, then body: WireWriter) -> [ArraySlice<UInt8>] {
        var length = WireWriter(version: 0, isFlexible: false)
        length.integer(Int32(header.count + body.count))
        return length.finish() + header.finish() + body.finish()
    }
}

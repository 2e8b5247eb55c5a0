/// Goes over the bytes of a file and finds where records end.
struct RecordScan {
    private let format: RecordFormat
    private var isQuoted = false
    /// How far it has gone.
    var position = FilePosition()
    /// Where the last whole record ends: its place in the bytes, and in the file.
    var boundary: (count: Int, position: FilePosition)?

    init(_ format: RecordFormat) {
        self.format = format
    }

    /// Goes over bytes.
    ///
    /// - Parameters:
    ///   - bytes: All that wait for a boundary.
    ///   - start: The place of the first that is new.
    mutating func pass(_ bytes: Span<UInt8>, from start: Int) {
        for index in start..<bytes.count {
            let byte = bytes[index]
            position.pass(byte)
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), format == .ndjson || !isQuoted { boundary = (index + 1, position) }
        }
    }
}

/// Cuts a file, as it comes, into chunks of whole records; a line end inside quotes ends no record of CSV.
struct RecordChunker {
    /// A record that is longer than any that could be taken.
    struct RecordTooLong: Error {
        let line: Int64
    }

    /// The file is not the one that was begun.
    struct OtherFile: Error {}

    private let format: RecordFormat
    private let size: Int
    private let limit: Int
    /// Where to begin; what is before it was taken already.
    private let start: FilePosition
    private var position = FilePosition()
    private var isQuoted = false
    private var pending: [UInt8] = []
    private var pendingLine: Int64
    /// Where the last whole record ends: its place in `pending`, and in the file.
    private var boundary: (count: Int, position: FilePosition)?

    /// - Parameters:
    ///   - format: How records end.
    ///   - start: Where to begin.
    ///   - size: The bytes after which a chunk is handed on.
    ///   - limit: The most bytes of one record.
    init(_ format: RecordFormat, from start: FilePosition, size: Int = 1 << 20, limit: Int = 2 << 20) {
        self.format = format
        self.start = start
        self.size = size
        self.limit = limit
        pendingLine = start.lines + 1
    }

    /// Takes a part of the file.
    ///
    /// - Returns: A chunk, when there is enough for one.
    /// - Throws: ``RecordTooLong``, ``OtherFile``.
    mutating func take(_ part: some Sequence<UInt8>) throws -> RecordChunk? {
        for byte in part {
            let isSkipped = position.bytes < start.bytes
            position.pass(byte)
            if isSkipped {
                guard position.bytes < start.bytes || position == start else { throw OtherFile() }
                continue
            }
            pending.append(byte)
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), format == .ndjson || !isQuoted { boundary = (pending.count, position) }
        }
        guard pending.count >= size else { return nil }
        if boundary == nil, pending.count > limit { throw RecordTooLong(line: pendingLine) }
        return cut()
    }

    /// Takes the end of the file, where the last record need not end in a line end.
    ///
    /// - Throws: ``OtherFile`` when the file is shorter than what was taken of it.
    mutating func finish() throws -> RecordChunk? {
        guard position.bytes >= start.bytes else { throw OtherFile() }
        if !pending.isEmpty { boundary = (pending.count, position) }
        return cut()
    }

    private mutating func cut() -> RecordChunk? {
        guard let boundary else { return nil }
        let chunk = RecordChunk(
            bytes: Array(pending[..<boundary.count]), firstLine: pendingLine, end: boundary.position)
        pending.removeFirst(boundary.count)
        pendingLine = boundary.position.lines + 1
        self.boundary = nil
        return chunk
    }
}

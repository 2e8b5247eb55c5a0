/// Cuts a file, as it comes, into chunks of whole records; a line end inside quotes ends no record of CSV.
struct RecordChunker {
    /// A record that is longer than any that could be taken.
    struct RecordTooLong: Error {
        let line: Int64
    }

    /// The file is not the one that was begun.
    struct OtherFile: Error {}

    /// The bytes after which the next chunk is handed on.
    private var size: Int
    private let largest: Int
    private let limit: Int
    /// Where to begin; what is before it was taken already.
    private let start: FilePosition
    private var scan: RecordScan
    private var pending: [UInt8] = []
    private var pendingLine: Int64

    /// - Parameters:
    ///   - format: How records end.
    ///   - start: Where to begin.
    ///   - size: The bytes after which a chunk is handed on; the first ones are smaller, so that the writer need not
    ///     wait for the reading of a large one.
    ///   - limit: The most bytes of one record.
    init(_ format: RecordFormat, from start: FilePosition, size: Int = 1 << 20, limit: Int = 2 << 20) {
        scan = RecordScan(format)
        self.start = start
        self.size = min(size, 256 << 10)
        largest = size
        self.limit = limit
        pendingLine = start.lines + 1
    }

    /// Takes a part of the file.
    ///
    /// - Returns: A chunk, when there is enough for one.
    /// - Throws: ``RecordTooLong``, ``OtherFile``.
    mutating func take(_ part: some Collection<UInt8>) throws -> RecordChunk? {
        var rest = part[...]
        while scan.position.bytes < start.bytes, let byte = rest.popFirst() {
            scan.position.pass(byte)
            guard scan.position.bytes < start.bytes || scan.position == start else { throw OtherFile() }
        }
        pending.append(contentsOf: rest)
        // A copy, as the span holds on to all of the chunker.
        var scan = scan
        scan.pass(pending.span, from: pending.count - rest.count)
        self.scan = scan
        guard pending.count >= size else { return nil }
        if scan.boundary == nil, pending.count > limit { throw RecordTooLong(line: pendingLine) }
        return cut()
    }

    /// Takes the end of the file, where the last record need not end in a line end.
    ///
    /// - Throws: ``OtherFile`` when the file is shorter than what was taken of it.
    mutating func finish() throws -> RecordChunk? {
        guard scan.position.bytes >= start.bytes else { throw OtherFile() }
        if !pending.isEmpty { scan.boundary = (pending.count, scan.position) }
        return cut()
    }

    private mutating func cut() -> RecordChunk? {
        guard let boundary = scan.boundary else { return nil }
        let chunk = RecordChunk(
            bytes: Array(pending[..<boundary.count]), firstLine: pendingLine, end: boundary.position)
        pending.removeFirst(boundary.count)
        pendingLine = boundary.position.lines + 1
        scan.boundary = nil
        size = min(size * 2, largest)
        return chunk
    }
}

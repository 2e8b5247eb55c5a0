/// A column that begins with a table and goes on with a code for each row: the table, and where the codes lie.
struct CodedRows<Table: Sendable>: Sendable {
    let table: Table
    /// Bytes of a code: 1, 2 or 4.
    private let width: UInt8
    private let position: Int
    private let end: Int

    /// Reads the table, and no codes.
    ///
    /// - Parameters:
    ///   - range: Where the column lies.
    ///   - read: Reads the table.
    /// - Throws: What reading throws; ``PackedError`` when there is no such table.
    init(
        _ source: any SegmentSource, _ range: Range<Int>,
        _ read: (inout PackedReader) throws(PackedError) -> Table
    ) throws {
        // How long the table is, it tells itself; so as much is read as holds it.
        var length = Self.firstRead
        var found = Self.begin(of: try source.bytes(range.prefix(length)), read)
        while case .failure(.endsEarly) = found, length < range.count {
            length *= 8
            found = Self.begin(of: try source.bytes(range.prefix(length)), read)
        }
        let begin = try found.get()
        table = begin.table
        width = begin.width
        position = range.lowerBound + begin.byteCount
        end = range.upperBound
    }

    /// What stands before the codes.
    private struct Begin {
        let table: Table
        let width: UInt8
        let byteCount: Int
    }

    private static func begin(
        of bytes: [UInt8], _ read: (inout PackedReader) throws(PackedError) -> Table
    ) -> Result<Begin, PackedError> {
        var reader = PackedReader(bytes)
        do {
            let table = try read(&reader)
            let width = try reader.byte()
            return .success(Begin(table: table, width: width, byteCount: bytes.count - reader.remaining))
        } catch {
            return .failure(error)
        }
    }

    /// The codes of some rows.
    ///
    /// - Parameter limit: What every code is less than.
    /// - Throws: What reading throws; ``PackedError`` when they are no codes.
    func codes(_ rows: Range<Int>, below limit: Int, from source: any SegmentSource) throws -> CodeColumn {
        guard position + rows.upperBound * Int(width) <= end else { throw PackedError.endsEarly }
        let place = position + rows.lowerBound * Int(width)
        switch width {
        case 1:
            return try CodeColumn(.bytes(try source.numbers(UInt8.self, at: place, count: rows.count)), below: limit)
        case 2:
            return try CodeColumn(.shorts(try source.numbers(UInt16.self, at: place, count: rows.count)), below: limit)
        case 4:
            return try CodeColumn(.words(try source.numbers(UInt32.self, at: place, count: rows.count)), below: limit)
        default: throw PackedError.malformed("a column's width")
        }
    }

    private static var firstRead: Int { 16 << 10 }
}

extension Range<Int> {
    /// Its begin, of so many at most.
    fileprivate func prefix(_ length: Int) -> Range<Int> { lowerBound..<Swift.min(upperBound, lowerBound + length) }
}

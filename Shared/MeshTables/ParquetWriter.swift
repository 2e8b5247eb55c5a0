/// Writes a Parquet file (parquet-format 2.10) row group by row group, so that a file of any length takes the memory of one group:
/// one plain page a column, not compressed.
///
/// There is no library of Parquet for Swift or in Debian 12; this much of the format is what every reader of it must read.
/// The same groups make the same bytes.
package struct ParquetWriter: Sendable {
    private static let magic = Array("PAR1".utf8)

    /// Where a column of a group lies in the file.
    private struct Chunk {
        let column: DataTable.Column
        let offset: Int64
        let byteCount: Int64
    }

    /// Rows that lie together in the file.
    private struct Group {
        let chunks: [Chunk]
        let rowCount: Int

        var byteCount: Int64 { chunks.reduce(0) { $0 + $1.byteCount } }
    }

    private enum Encoding: Int32 {
        case plain = 0
        case runLength = 3
    }

    private let columns: [DataTable.Column]
    private var groups: [Group] = []
    /// How long the file is so far.
    package private(set) var byteCount: Int64 = 0

    /// - Parameter columns: At least one, each of another name.
    package init(columns: [DataTable.Column]) {
        precondition(!columns.isEmpty, "A table has a column")
        self.columns = columns
    }

    /// How many rows were written.
    package var rowCount: Int { groups.reduce(0) { $0 + $1.rowCount } }

    /// Writes a row group.
    ///
    /// - Parameter rows: Each with a cell for each column, of the column's kind or none.
    /// - Returns: What the file goes on with.
    package mutating func group(_ rows: [[DataTable.Cell]]) -> [UInt8] {
        var bytes = byteCount == 0 ? Self.magic : []
        let chunks = columns.enumerated().map { place, column in
            let page = Self.page(column, rows.map { $0[place] })
            defer { bytes.append(contentsOf: page) }
            return Chunk(column: column, offset: byteCount + Int64(bytes.count), byteCount: Int64(page.count))
        }
        groups.append(Group(chunks: chunks, rowCount: rows.count))
        byteCount += Int64(bytes.count)
        return bytes
    }

    /// Ends the file.
    ///
    /// - Returns: What the file ends with.
    package consuming func finish() -> [UInt8] {
        var bytes = byteCount == 0 ? Self.magic : []
        let metadata = metadata()
        bytes.append(contentsOf: metadata)
        Self.append(UInt32(metadata.count), to: &bytes)
        return bytes + Self.magic
    }

    // MARK: Values

    /// A data page of version 1 with its header.
    private static func page(_ column: DataTable.Column, _ cells: [DataTable.Cell]) -> [UInt8] {
        let levels = levels(of: cells)
        var data: [UInt8] = []
        append(UInt32(levels.count), to: &data)
        data.append(contentsOf: levels)
        for cell in cells { put(cell, column.kind, in: &data) }
        var header = ThriftCompactWriter()
        header.field(1, 0 as Int32)
        header.field(2, Int32(data.count))
        header.field(3, Int32(data.count))
        header.field(5) { page in
            page.field(1, Int32(cells.count))
            page.field(2, Encoding.plain.rawValue)
            page.field(3, Encoding.runLength.rawValue)
            page.field(4, Encoding.runLength.rawValue)
        }
        return header.finish() + data
    }

    /// Whether each cell has a value: runs of a bit, in the hybrid of runs and packed bits.
    private static func levels(of cells: [DataTable.Cell]) -> [UInt8] {
        var (bytes, start) = ([UInt8](), 0)
        while start < cells.count {
            let level = cells[start] != .none
            let end = cells[start...].firstIndex { ($0 != .none) != level } ?? cells.count
            bytes.append(contentsOf: ThriftCompactWriter.varint(UInt64(end - start) << 1))
            bytes.append(level ? 1 : 0)
            start = end
        }
        return bytes
    }

    private static func put(_ cell: DataTable.Cell, _ kind: DataTable.Kind, in data: inout [UInt8]) {
        switch (kind, cell) {
        case (_, .none): break
        case (.text, .text(let text)):
            append(UInt32(text.utf8.count), to: &data)
            data.append(contentsOf: text.utf8)
        case (.integer, .integer(let number)), (.time, .integer(let number)):
            append(UInt64(bitPattern: number), to: &data)
        case (.decimal, .decimal(let number)):
            append(number.bitPattern, to: &data)
        case (.text, .integer), (.text, .decimal), (.integer, .text), (.integer, .decimal), (.time, .text),
            (.time, .decimal), (.decimal, .text), (.decimal, .integer):
            preconditionFailure("A cell is of its column's kind")
        }
    }

    /// The lowest byte first.
    private static func append(_ number: some FixedWidthInteger & UnsignedInteger, to bytes: inout [UInt8]) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    // MARK: Metadata

    private func metadata() -> [UInt8] {
        var file = ThriftCompactWriter()
        file.field(1, 1 as Int32)
        file.field(2, structures: [nil] + columns.map { Optional($0) }) { element, column in
            if let column { Self.describe(column, in: &element) } else { describeRoot(in: &element) }
        }
        file.field(3, Int64(rowCount))
        file.field(4, structures: groups) { element, group in
            element.field(1, structures: group.chunks) { Self.describe($1, rowCount: group.rowCount, in: &$0) }
            element.field(2, group.byteCount)
            element.field(3, Int64(group.rowCount))
        }
        file.field(6, "orrery")
        return file.finish()
    }

    private func describeRoot(in element: inout ThriftCompactWriter) {
        element.field(4, "schema")
        element.field(5, Int32(columns.count))
    }

    private static func describe(_ column: DataTable.Column, in element: inout ThriftCompactWriter) {
        element.field(1, type(of: column.kind))
        // Optional.
        element.field(3, 1 as Int32)
        element.field(4, column.name)
        switch column.kind {
        // UTF8 and TIMESTAMP_MILLIS.
        case .text: element.field(6, 0 as Int32)
        case .time: element.field(6, 9 as Int32)
        case .integer, .decimal: break
        }
    }

    private static func describe(_ chunk: Chunk, rowCount: Int, in element: inout ThriftCompactWriter) {
        element.field(2, chunk.offset)
        element.field(3) { metadata in
            metadata.field(1, type(of: chunk.column.kind))
            metadata.field(2, [Encoding.plain.rawValue, Encoding.runLength.rawValue])
            metadata.field(3, [chunk.column.name])
            metadata.field(4, 0 as Int32)
            metadata.field(5, Int64(rowCount))
            metadata.field(6, chunk.byteCount)
            metadata.field(7, chunk.byteCount)
            metadata.field(9, chunk.offset)
        }
    }

    /// INT64, DOUBLE, BYTE_ARRAY.
    private static func type(of kind: DataTable.Kind) -> Int32 {
        switch kind {
        case .integer, .time: 2
        case .decimal: 5
        case .text: 6
        }
    }
}

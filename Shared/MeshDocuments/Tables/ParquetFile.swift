/// A table as a Parquet file (parquet-format 2.10): one row group, one plain page a column, not compressed.
///
/// There is no library of Parquet for Swift or in Debian 12; this much of the format is what every reader of it must read.
/// The same table makes the same bytes.
package enum ParquetFile {
    private static let magic = Array("PAR1".utf8)

    /// Where a column lies in the file.
    private struct Chunk {
        let column: DataTable.Column
        let offset: Int64
        let byteCount: Int64
    }

    /// - Returns: The whole file.
    package static func bytes(_ table: DataTable) -> [UInt8] {
        var file = magic
        let chunks = table.columns.enumerated().map { place, column in
            let chunk = page(column, table.rows.map { $0[place] })
            defer { file.append(contentsOf: chunk) }
            return Chunk(column: column, offset: Int64(file.count), byteCount: Int64(chunk.count))
        }
        let metadata = metadata(of: table, chunks)
        file.append(contentsOf: metadata)
        file.append(contentsOf: littleEndian(UInt32(metadata.count)))
        return file + magic
    }

    // MARK: Values

    /// A data page of version 1 with its header.
    private static func page(_ column: DataTable.Column, _ cells: [DataTable.Cell]) -> [UInt8] {
        let levels = levels(of: cells)
        var data = littleEndian(UInt32(levels.count)) + levels
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

    private enum Encoding: Int32 {
        case plain = 0
        case runLength = 3
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
            data.append(contentsOf: littleEndian(UInt32(text.utf8.count)))
            data.append(contentsOf: text.utf8)
        case (.integer, .integer(let number)), (.time, .integer(let number)):
            data.append(contentsOf: littleEndian(UInt64(bitPattern: number)))
        case (.decimal, .decimal(let number)):
            data.append(contentsOf: littleEndian(number.bitPattern))
        case (.text, .integer), (.text, .decimal), (.integer, .text), (.integer, .decimal), (.time, .text),
            (.time, .decimal), (.decimal, .text), (.decimal, .integer):
            preconditionFailure("A cell is of its column's kind")
        }
    }

    private static func littleEndian<Number: FixedWidthInteger & UnsignedInteger>(_ number: Number) -> [UInt8] {
        (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    // MARK: Metadata

    private static func metadata(of table: DataTable, _ chunks: [Chunk]) -> [UInt8] {
        let total = chunks.reduce(0) { $0 + $1.byteCount }
        var file = ThriftCompactWriter()
        file.field(1, 1 as Int32)
        file.field(2, structures: [nil] + chunks.map { Optional($0.column) }) { element, column in
            if let column { describe(column, in: &element) } else { describeRoot(of: table, in: &element) }
        }
        file.field(3, Int64(table.rows.count))
        file.field(4, structures: [chunks]) { group, chunks in
            group.field(1, structures: chunks) { describe($1, rowCount: table.rows.count, in: &$0) }
            group.field(2, total)
            group.field(3, Int64(table.rows.count))
        }
        file.field(6, "orrery")
        return file.finish()
    }

    private static func describeRoot(of table: DataTable, in element: inout ThriftCompactWriter) {
        element.field(4, "schema")
        element.field(5, Int32(table.columns.count))
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

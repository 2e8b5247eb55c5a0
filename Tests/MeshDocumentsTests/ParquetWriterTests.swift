import MeshCore
import MeshTables
import Testing

@Suite("Files of Parquet in groups of rows")
struct ParquetWriterTests {
    private static let columns: [DataTable.Column] = [.init("offset", .integer), .init("value", .text)]

    private static func rows(_ range: Range<Int64>) -> [[DataTable.Cell]] {
        range.map { [.integer($0), $0 % 3 == 0 ? .none : .text("value \($0)")] }
    }

    @Test("Groups that are written one after the other are read by Arrow as one table")
    func groups() throws {
        var writer = ParquetWriter(columns: Self.columns)
        var file = writer.group(Self.rows(0..<1000))
        file += writer.group(Self.rows(1000..<1001))
        file += writer.group(Self.rows(1001..<2500))
        #expect(writer.rowCount == 2500 && writer.byteCount == Int64(file.count))
        file += writer.finish()
        let read = try TableFileTests.read(file, as: "parquet")
        let rows = try #require(read["rows"]?.arrayValue)
        #expect(rows.count == 2500)
        for (place, row) in rows.enumerated() {
            #expect(row == [.int(Int64(place)), place % 3 == 0 ? .null : .string("value \(place)")])
        }
    }

    @Test("A file without a group has its columns")
    func empty() throws {
        let read = try TableFileTests.read(ParquetWriter(columns: Self.columns).finish(), as: "parquet")
        #expect(read["names"] == ["offset", "value"])
        #expect(read["rows"] == [])
    }
}

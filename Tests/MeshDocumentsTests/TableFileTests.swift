import Foundation
import MeshCore
import MeshTables
import MeshTestKit
import Testing

@testable import MeshDocuments

@Suite("Files of tables")
struct TableFileTests {
    private static let table = DataTable(
        name: "Sources: 2026/11",
        columns: [
            .init("source", .text), .init("visitors", .integer), .init("bounce_rate", .decimal), .init("at", .time),
        ],
        rows: [
            [.text("search <b> & \"co\"\u{1}"), .integer(1 << 53 - 1), .decimal(0.1), .integer(1_795_305_600_000)],
            [.text("=1+1"), .none, .none, .none], [.text("Ünïcødé 🦊"), .integer(-3), .decimal(-2.5e-9), .integer(0)],
        ]
            + (0..<200).map {
                [
                    .text("row \($0)"), $0.isMultiple(of: 3) ? .none : .integer(Int64($0)), .decimal(Double($0) / 7),
                    .none,
                ]
            })

    /// What a library of Python reads in a file.
    static func read(_ bytes: [UInt8], as kind: String) throws -> JSONValue {
        let directory = try TemporaryDirectory()
        let path = directory.path("file.\(kind)")
        try Data(bytes).write(to: URL(filePath: path))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let python = ProcessInfo.processInfo.environment["ORRERY_PYTHON"] ?? "python3"
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Scripts/read_table.py")
        process.arguments = [python, script.path(percentEncoded: false), kind, path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return try JSONValue(parsing: String(decoding: data, as: UTF8.self))
    }

    @Test("A Parquet file is read by Arrow, value by value")
    func parquet() throws {
        let bytes = ParquetFile.bytes(Self.table)
        #expect(bytes == ParquetFile.bytes(Self.table))
        let read = try Self.read(bytes, as: "parquet")
        #expect(read["types"] == ["string", "int64", "double", "timestamp[ms, tz=UTC]"])
        #expect(read["names"] == ["source", "visitors", "bounce_rate", "at"])
        let rows = try #require(read["rows"]?.arrayValue)
        #expect(rows.count == Self.table.rows.count)
        for (row, cells) in zip(rows, Self.table.rows) {
            #expect(row[0] == Self.json(cells[0]) && row[1] == Self.json(cells[1]), "\(row)")
            if case .decimal(let number) = cells[2] { #expect(row[2]?.doubleValue == number) }
        }
        #expect(rows[0][3] == "2026-11-22T00:00:00+00:00")
        #expect(rows[2][3] == "1970-01-01T00:00:00+00:00")
    }

    @Test("A Parquet file without rows has its columns")
    func emptyParquet() throws {
        let read = try Self.read(
            ParquetFile.bytes(DataTable(name: "x", columns: Self.table.columns, rows: [])), as: "parquet")
        #expect(read["names"] == ["source", "visitors", "bounce_rate", "at"])
        #expect(read["rows"] == [])
    }

    @Test("A workbook is read by openpyxl: numbers are numbers, and what looks like a formula is text")
    func spreadsheet() throws {
        let bytes = try Spreadsheet.bytes(Self.table)
        #expect(try bytes == Spreadsheet.bytes(Self.table))
        let read = try Self.read(bytes, as: "xlsx")
        #expect(read["title"] == "Sources 202611")
        #expect(read["filter"] == "A1:D204")
        let rows = try #require(read["rows"]?.arrayValue)
        #expect(rows[0] == ["source", "visitors", "bounce_rate", "at"])
        // Without the control character, which XML cannot have.
        #expect(rows[1][0] == "search <b> & \"co\"")
        #expect(rows[1][1] == .int(1 << 53 - 1) && rows[1][2] == 0.1 && rows[1][3] == "2026-11-22T00:00:00")
        #expect(rows[2][0] == "=1+1" && rows[2][1] == .null && read["kinds"]?[0] == "s")
        #expect(rows[3][0] == "Ünïcødé 🦊" && rows[3][1] == -3)
    }

    private static func json(_ cell: DataTable.Cell) -> JSONValue {
        switch cell {
        case .text(let text): .string(text)
        case .integer(let number): .int(number)
        case .decimal(let number): .double(number)
        case .none: .null
        }
    }
}

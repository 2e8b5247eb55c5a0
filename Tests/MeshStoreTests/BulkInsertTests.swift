import GRDB
import Testing

@testable import MeshStore

@Suite("Inserts of many rows")
struct BulkInsertTests {
    private static let table = Migration(
        "bulk", sql: "CREATE TABLE thing (number INTEGER PRIMARY KEY, name TEXT, bytes BLOB, size INTEGER) STRICT")

    private func sample() throws -> Sample {
        try Sample(migrations: [Sample.migration, Self.table])
    }

    private func values(_ name: String?, _ bytes: [UInt8], size: Int64) -> BulkValues {
        var values = BulkValues()
        if let name { values.bind(name) } else { values.bindNull() }
        values.bind(bytes)
        values.bind(size)
        return values
    }

    @Test("Every row arrives as it was bound, however many share an execution", arguments: [1, 2, 7, 32])
    func values(width: Int) async throws {
        let sample = try sample()
        let rows = (0..<50).map { number in
            (
                name: number % 5 == 0 ? nil : String(repeating: "ö", count: number % 4),
                bytes: [UInt8](repeating: UInt8(number), count: number % 3), size: Int64(number) - 25
            )
        }
        try await sample.store.write { db in
            var insert = try BulkInsert(into: "thing (number, name, bytes, size)", columns: 4, width: width, db)
            for (number, row) in rows.enumerated() {
                insert.bind(Int64(number))
                insert.bind(values(row.name, row.bytes, size: row.size))
                try insert.endRow(db)
            }
            try insert.finish(db)
        }
        let stored = try await sample.store.read { db in
            try Row.fetchAll(db, sql: "SELECT name, hex(bytes), size, typeof(bytes) FROM thing ORDER BY number").map {
                [$0[0] as String? ?? "-", $0[1] as String, String($0[2] as Int64), $0[3] as String]
            }
        }
        let expected = rows.map { row in
            [
                row.name ?? "-",
                row.bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
                    .joined().uppercased(), String(row.size), "blob",
            ]
        }
        #expect(stored == expected)
    }

    @Test("A refused row is an error, after which the same statements insert again")
    func refused() async throws {
        let sample = try sample()
        let insertAll: @Sendable ([Int64], Database) throws -> Void = { numbers, db in
            var insert = try BulkInsert(into: "thing (number, name, bytes, size)", columns: 4, width: 4, db)
            for number in numbers {
                insert.bind(number)
                insert.bind(values("n", [1], size: 1))
                try insert.endRow(db)
            }
            try insert.finish(db)
        }
        for clash in [[1, 2, 2, 3], [1, 2, 3, 4, 5, 5]] as [[Int64]] {
            await #expect { try await sample.store.write { db in try insertAll(clash, db) } } throws: { error in
                (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
            }
        }
        try await sample.store.write { db in try insertAll([1, 2, 3, 4, 5], db) }
        let count = try await sample.store.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM thing") }
        #expect(count == 5)
    }
}

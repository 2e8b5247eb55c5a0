import CatalogAPI
import MeshCore
import Testing

@testable import Catalog

@Suite("Files of records")
struct RecordReadingTests {
    @Test(
        "However a file is cut on its way, its records come whole, once, and in order",
        arguments: Array(1...6) as [UInt64])
    func chunks(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let csv = (0..<60).map { "A\($0),\"line\nbreak \"\"\($0)\"\"\",z\r\n" }.joined()
        let ndjson = (0..<60).map { "{\"sku\":\"A\($0)\"}\n" }.joined() + "{\"last\":1}"
        for (format, text) in [(RecordFormat.csv, csv), (.ndjson, ndjson)] {
            let bytes = Array(text.utf8)
            var chunker = RecordChunker(format, from: FilePosition(), size: 40)
            var chunks: [RecordChunk] = []
            var index = 0
            while index < bytes.count {
                let end = min(bytes.count, index + Int.random(in: 1...90, using: &random))
                if let chunk = try chunker.take(bytes[index..<end]) { chunks.append(chunk) }
                index = end
            }
            if let chunk = try chunker.finish() { chunks.append(chunk) }
            #expect(chunks.flatMap(\.bytes) == bytes && chunks.count > 5)
            #expect(chunks.dropLast().allSatisfy { $0.bytes.last == 0x0A })
            #expect(chunks.last?.end.bytes == Int64(bytes.count))
            // From each of the places it goes on with the rest.
            let place = try #require(chunks.dropLast().randomElement(using: &random)).end
            var rest = RecordChunker(format, from: place, size: 1 << 20)
            #expect(try rest.take(bytes) == nil)
            #expect(try rest.finish()?.bytes == Array(bytes[Int(place.bytes)...]))
            var other = RecordChunker(format, from: place, size: 40)
            #expect(throws: RecordChunker.OtherFile.self) { try other.take([0x20] + bytes) }
            var shorter = RecordChunker(format, from: place, size: 40)
            _ = try shorter.take(bytes.prefix(3))
            #expect(throws: RecordChunker.OtherFile.self) { try shorter.finish() }
        }
    }

    @Test("A record without an end is refused at a limit")
    func tooLong() throws {
        var chunker = RecordChunker(.csv, from: FilePosition(), size: 10, limit: 100)
        #expect(throws: RecordChunker.RecordTooLong.self) {
            _ = try chunker.take(Array("a,b\n\"".utf8))
            for _ in 0..<20 { _ = try chunker.take(Array("0123456789\n".utf8)) }
        }
    }

    @Test(
        "Records of CSV are read as RFC 4180 says",
        arguments: [
            ("a,b,c\r\nd,e,f", [["a", "b", "c"], ["d", "e", "f"]]), ("a,b\n", [["a", "b"]]),
            (#""a","b""c","d,e""# + "\r\n", [["a", "b\"c", "d,e"]]), ("\"a\r\nb\",c\n", [["a\r\nb", "c"]]),
            (",\n\n,,\r\n", [["", ""], ["", "", ""]]), ("a,", [["a", ""]]), ("\"\",\"\"", [["", ""]]),
            ("\u{FEFF}a,b", [["a", "b"]]), ("a\"b,c\nd,e", [nil, ["d", "e"]]), ("\"a\"b,c\nd,e", [nil, ["d", "e"]]),
            ("é,茶", [["é", "茶"]]), ("", []),
        ] as [(String, [[String]?])])
    func csv(text: String, records: [[String]?]) {
        #expect(CSVRecords(Array(text.utf8), firstLine: 1).map(\.fields) == records)
    }

    @Test("A record knows the line on which it begins")
    func lines() {
        let records = CSVRecords(Array("a\n\"b\nb\",c\n\nd\n".utf8), firstLine: 1)
        #expect(records.map(\.line) == [1, 2, 5])
    }
}

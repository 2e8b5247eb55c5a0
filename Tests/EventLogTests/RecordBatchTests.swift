import MeshCore
import Testing

@testable import EventLog

@Suite("Record batches")
struct RecordBatchTests {
    @Test("CRC-32C has the check value of its catalogue, by the instruction and by the table")
    func checksum() {
        let digits = Array("123456789".utf8)
        #expect(CRC32C.checksum(digits[...]) == 0xE306_9283)
        #expect(unsafe digits.withUnsafeBytes { unsafe ~CRC32C.tabled(~0, $0) } == 0xE306_9283)
        // RFC 3720, appendix B.4: 32 bytes of zeros, of ones, and counting up.
        #expect(CRC32C.checksum(ArraySlice(repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(CRC32C.checksum(ArraySlice(repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(CRC32C.checksum(ArraySlice(0..<32)) == 0x46DD_794E)
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
            #expect(unsafe bytes.withUnsafeBytes { unsafe ~CRC32C.tabled(~0, $0) } == CRC32C.checksum(bytes[...]))
        }
    }

    @Test("A batch of one record has the bytes that Kafka's message format says")
    func golden() {
        let stamp = ProducerStamp(producer: ProducerIdentity(id: 258, epoch: 3), baseSequence: 4)
        let record = LogRecord(key: [0x6B], value: [0x76], headers: [RecordHeader("h", "x")])
        let batch = RecordBatch([record], stamp: stamp, now: Timestamp(milliseconds: 1)).placed(at: 9, epoch: 7)
        let expected: [UInt8] =
            [0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 62, 0, 0, 0, 7, 2]
            + Array(batch.bytes[17..<21])
            + [0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 1] + [0, 0, 0, 0, 0, 0, 0, 1]
            + [0, 0, 0, 0, 0, 0, 1, 2, 0, 3, 0, 0, 0, 4, 0, 0, 0, 1]
            // Length 12, attributes, two deltas, key, value, one header; lengths in zigzag.
            + [24, 0, 0, 0, 2, 0x6B, 2, 0x76, 2, 2, 0x68, 2, 0x78]
        #expect(Array(batch.bytes) == expected)
    }

    @Test(
        "Numbers of variable length come back, and have the length that is told",
        arguments: [
            0, 1, -1, 63, -64, 64, -65, 8191, 8192, 1 << 31, -(1 << 31), Int64.max, Int64.min,
        ])
    func varints(number: Int64) {
        var bytes: [UInt8] = []
        Varint.append(number, to: &bytes)
        #expect(bytes.count == Varint.length(of: number))
        var reader = ByteReader(bytes[...])
        #expect(reader.varint() == number)
        #expect(reader.remaining == 0)
        for count in 0..<bytes.count {
            var cut = ByteReader(bytes.prefix(count))
            #expect(cut.varint() == nil)
        }
    }

    @Test("Random records come back as they were", arguments: 0..<50)
    func random(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let records = (0..<Int.random(in: 1...40, using: &random)).map { _ in Self.record(&random) }
        let batch = try RecordBatch(RecordBatch(records, now: Timestamp(milliseconds: 77)).bytes)
        let found = try batch.records()
        #expect(found.map(\.offset) == Array(0..<Int64(records.count)))
        #expect(found.map(\.value) == records.map(\.value) && found.map(\.key) == records.map(\.key))
        #expect(found.map(\.headers) == records.map(\.headers))
        #expect(found.map(\.timestamp) == records.map { $0.timestamp ?? Timestamp(milliseconds: 77) })
        #expect(batch.header.maximumTimestamp == found.map(\.timestamp.milliseconds).max())
        try batch.proveRecords()
    }

    @Test("A batch with any bit changed inside of the checksum is refused, and so is any part of one")
    func flips() {
        let bytes = Array(Sample.batch(["one", "two"]).bytes)
        for index in 16..<bytes.count {
            for bit in 0..<8 {
                var damaged = bytes
                damaged[index] ^= 1 << UInt8(bit)
                #expect(throws: BatchDefect.self) { try RecordBatch(damaged[...]) }
            }
        }
        for count in 0..<bytes.count {
            #expect(throws: BatchDefect.truncated) { try RecordBatch(bytes.prefix(count)) }
        }
    }

    @Test("Records that lie about their lengths or counts are refused, whatever the checksum says", arguments: 0..<200)
    func hostile(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var bytes = Array(Sample.batch(["one", "two", "three"]).bytes)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            bytes[Int.random(in: 57..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
        }
        RecordBatchHeader.seal(&bytes, from: 0, byteCount: bytes.count)
        // Refused or read, but never out of bounds; and what the proof lets through can be read.
        guard let batch = try? RecordBatch(bytes[...]), (try? batch.proveRecords()) != nil else { return }
        #expect((try? batch.records().count) == Int(batch.header.recordCount) || (try? batch.records()) == nil)
    }

    @Test("Keys go to the partitions where Kafka's clients send them")
    func partitioner() {
        // From the tests of Kafka's own client (UtilsTest.testMurmur2).
        let known: [(String, Int32)] = [
            ("21", -973_932_308), ("foobar", -790_332_482), ("a-little-bit-long-string", -985_981_536),
            ("a-little-bit-longer-string", -1_486_304_829), ("abc", 479_470_107),
            ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58_897_971),
        ]
        for (key, hash) in known {
            #expect(Int32(bitPattern: Partitioner.murmur2(ArraySlice(key.utf8))) == hash, "\(key)")
        }
        let event = LogRecord(value: nil, headers: [RecordHeader("ce_source", "s"), RecordHeader("ce_id", "i")])
        let places = Set((0..<10).map { Partitioner.partition(of: event, turn: $0, count: 7, dealt: [1]) })
        #expect(places.count == 1)
        let plain = Set(
            (0..<14).map { Partitioner.partition(of: LogRecord(value: nil), turn: $0 - 7, count: 7, dealt: 0..<7) })
        #expect(plain == Set(0..<7))
    }

    private static func record(_ random: inout SplitMix64) -> LogRecord {
        func run(_ limit: Int, _ random: inout SplitMix64) -> ArraySlice<UInt8>? {
            guard Int.random(in: 0..<5, using: &random) > 0 else { return nil }
            return ArraySlice(
                (0..<Int.random(in: 0...limit, using: &random)).map { _ in .random(in: 0...255, using: &random) })
        }
        let headers = (0..<Int.random(in: 0...3, using: &random)).map { RecordHeader("name-\($0)", run(20, &random)) }
        let isTimed = Bool.random(using: &random)
        let time = Timestamp(milliseconds: .random(in: -1_000_000...4_000_000_000_000, using: &random))
        return LogRecord(
            key: run(30, &random), value: run(300, &random), headers: headers, timestamp: isTimed ? time : nil)
    }
}

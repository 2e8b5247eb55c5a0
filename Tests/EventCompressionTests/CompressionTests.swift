import EventCompression
import EventLog
import MeshCore
import Testing

@Suite("Records are compressed as Kafka's clients do it")
struct CompressionTests {
    static let batches: [RecordedBatch] = (try? RecordedBatch.load()) ?? []
    static let kinds: [BatchCompression] = [.none, .gzip, .snappy, .lz4, .zstd]

    let compression = SystemCompression()

    @Test("What another encoder compressed is read record by record", arguments: batches)
    func recorded(recorded: RecordedBatch) throws {
        let batch = try RecordBatch(recorded.bytes[...])
        #expect(batch.header.compression.map { "\($0)" } == recorded.compression)
        #expect(RecordedBatch.show(try batch.records(expandedBy: compression)) == recorded.records)
    }

    @Test("Each kind of compression is among the recorded batches")
    func completeness() {
        #expect(Set(Self.batches.map(\.compression)) == Set(Self.kinds.map { "\($0)" }))
    }

    @Test("What is compressed expands to the same", arguments: kinds, [0, 1, 100, 70_000, 1_000_000])
    func roundTrip(kind: BatchCompression, count: Int) {
        var random = SplitMix64(seed: UInt64(count))
        let bytes = (0..<count).map { $0 % 3 == 0 ? UInt8.random(in: 0...255, using: &random) : UInt8($0 / 100 & 0xFF) }
        let compressed = compression.compress(bytes[...], kind)
        #expect(compression.decompress(compressed[...], kind, limit: count) == bytes)
        if count > 0 { #expect(compression.decompress(compressed[...], kind, limit: count - 1) == nil) }
    }

    @Test("A small bomb stops at the limit", arguments: kinds)
    func bombs(kind: BatchCompression) {
        let compressed = compression.compress([UInt8](repeating: 0, count: 32 << 20)[...], kind)
        #expect(compression.decompress(compressed[...], kind, limit: 1 << 20) == nil)
    }

    @Test(
        "Bytes that are cut short, followed by others, or changed are refused or stay within the limit",
        arguments: kinds)
    func malformed(kind: BatchCompression) {
        guard kind != .none else { return }
        let bytes = Array("a record, and a record again, and a record once more".utf8)
        let compressed = compression.compress(bytes[...], kind)
        for length in 0..<compressed.count {
            #expect(compression.decompress(compressed[..<length], kind, limit: 1000) == nil, "\(length)")
        }
        #expect(compression.decompress((compressed + [1, 2, 3])[...], kind, limit: 1000) == nil)
        var random = SplitMix64(seed: 11)
        for _ in 0..<1000 {
            var changed = compressed
            changed[Int.random(in: 0..<changed.count, using: &random)] = .random(in: 0...255, using: &random)
            #expect((compression.decompress(changed[...], kind, limit: 1000)?.count ?? 0) <= 1000)
        }
    }

    @Test("A window that is too large for a batch is not given memory")
    func window() {
        // A frame that declares a window of 128 MiB and holds one raw block of one byte (RFC 8878, section 3.1.1).
        let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x09, 0x00, 0x00, 0x61]
        #expect(compression.decompress(frame[...], .zstd, limit: 1000) == nil)
        var small = frame
        small[5] = 0x58
        #expect(compression.decompress(small[...], .zstd, limit: 1000) == [0x61])
    }

    @Test("The blocks of snappy-java are read, and its lengths are not believed")
    func snappyJava() {
        let header: [UInt8] = [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]
        func block(_ text: String) -> [UInt8] {
            let content = compression.compress(ArraySlice(text.utf8), .snappy)
            return [0, 0, 0, UInt8(content.count)] + content
        }
        let whole = header + block("one ") + block("two")
        #expect(compression.decompress(whole[...], .snappy, limit: 7) == Array("one two".utf8))
        #expect(compression.decompress(whole[...], .snappy, limit: 6) == nil)
        #expect(compression.decompress(whole.dropLast(), .snappy, limit: 7) == nil)
        #expect(compression.decompress((header + [0xFF, 0xFF, 0xFF, 0xFF])[...], .snappy, limit: 7) == nil)
        #expect(compression.decompress((header + [0, 0])[...], .snappy, limit: 7) == nil)
    }
}

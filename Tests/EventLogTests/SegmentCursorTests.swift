import MeshCore
import Testing

@testable import EventLog

@Suite("Segments with damage")
struct SegmentCursorTests {
    private static let batches = [
        Sample.batch(["a", "b"], at: 0), Sample.batch(["c"], at: 2), Sample.batch(["d", "e", "f"], at: 3),
        Sample.batch(["g"], at: 6),
    ]
    private static let bytes = batches.flatMap { Array($0.bytes) }
    private static let name = SegmentName(baseOffset: 0, epoch: 1)

    /// The offsets and values that a cursor serves, and the offsets that it calls damaged.
    private func served(
        _ bytes: [UInt8], endOffset: Int64?, index: SparseIndex? = nil
    ) throws -> (records: [Int64: String], damaged: [Int64], end: Int64) {
        let extent = SegmentCursor.Extent(epoch: 1, end: bytes.count, endOffset: endOffset, index: index)
        var cursor = SegmentCursor(MemoryFile(bytes: bytes), extent, position: 0, offset: 0, chunk: 100)
        var (records, damaged): ([Int64: String], [Int64]) = ([:], [])
        while let step = try cursor.next() {
            switch step {
            case .batch(let batch, _):
                for record in try batch.records() { records[record.offset] = Sample.text(record) }
            case .damage(let range):
                damaged += Array(range.offsets)
            }
        }
        return (records, damaged, cursor.offset)
    }

    private static let all: [Int64: String] = [0: "a", 1: "b", 2: "c", 3: "d", 4: "e", 5: "f", 6: "g"]

    @Test("A tail that is cut anywhere ends behind its last whole batch")
    func truncation() throws {
        for count in 0...Self.bytes.count {
            let scan = try SegmentScan(
                of: MemoryFile(bytes: Array(Self.bytes.prefix(count))), Self.name, length: count)
            var (length, next) = (0, Int64(0))
            for batch in Self.batches {
                guard length + batch.bytes.count <= count else { break }
                (length, next) = (length + batch.bytes.count, batch.header.nextOffset)
            }
            #expect(scan.length == length && scan.nextOffset == next && scan.damage.isEmpty, "\(count)")
        }
    }

    @Test(
        "A tail that is cut anywhere and has garbage behind ends at the same place", arguments: [0 as UInt8, 0xFF, 2])
    func garbage(byte: UInt8) throws {
        for count in 0..<Self.bytes.count {
            let bytes = Array(Self.bytes.prefix(count)) + Array(repeating: byte, count: 300)
            let clean = try SegmentScan(
                of: MemoryFile(bytes: Array(Self.bytes.prefix(count))), Self.name, length: count)
            let scan = try SegmentScan(of: MemoryFile(bytes: bytes), Self.name, length: bytes.count)
            // The first byte of garbage may by chance be the one that was cut off.
            #expect(scan.nextOffset >= clean.nextOffset && scan.length >= clean.length, "\(count)")
            let records = try served(bytes, endOffset: nil).records
            #expect(records.allSatisfy { Self.all[$0.key] == $0.value })
        }
    }

    @Test("A changed bit anywhere in a sealed segment costs its batch alone, and nothing wrong is served")
    func flips() throws {
        var start = 0
        for batch in Self.batches {
            let offsets = batch.header.baseOffset..<batch.header.nextOffset
            for index in start..<start + batch.bytes.count {
                for bit in 0..<8 {
                    var bytes = Self.bytes
                    bytes[index] ^= 1 << UInt8(bit)
                    let found = try served(bytes, endOffset: 7)
                    #expect(found.damaged == Array(offsets), "byte \(index), bit \(bit)")
                    #expect(found.records == Self.all.filter { !offsets.contains($0.key) }, "byte \(index), bit \(bit)")
                }
            }
            start += batch.bytes.count
        }
    }

    @Test("A changed bit in a segment that was not sealed loses no batch before it, and at most its own")
    func flipsInTheTail() throws {
        // The last batch may have been acknowledged: its offsets are not given out again, wherever the bit lies.
        for batches in [Self.batches, Array(Self.batches.prefix(3))] {
            let intact = batches.flatMap { Array($0.bytes) }
            let last = try #require(batches.last)
            for index in intact.indices {
                for bit in 0..<8 {
                    var bytes = intact
                    bytes[index] ^= 1 << UInt8(bit)
                    let found = try served(bytes, endOffset: nil)
                    #expect(found.records.allSatisfy { Self.all[$0.key] == $0.value })
                    #expect(Set(found.records.keys).union(found.damaged) == Set(0..<found.end))
                    #expect(found.end == last.header.nextOffset, "byte \(index), bit \(bit)")
                    guard index >= intact.count - last.bytes.count else { continue }
                    #expect(found.damaged == Array(last.header.baseOffset..<last.header.nextOffset))
                }
            }
        }
    }

    @Test("A batch within a record's value is not taken for one when there is an index")
    func embedded() throws {
        let fake = Sample.batch(["fake"], at: 2)
        let carrier = RecordBatch([LogRecord(value: fake.bytes)], now: .init(milliseconds: 1)).placed(at: 0, epoch: 1)
        let rest = [Sample.batch(["x"], at: 1), Sample.batch(["y"], at: 2)]
        var bytes = ([carrier] + rest).flatMap { Array($0.bytes) }
        bytes[8] ^= 0x40
        let last = SparseIndex.Entry(
            offset: 2, position: carrier.bytes.count + rest[0].bytes.count, timestampBefore: .min)
        let found = try served(bytes, endOffset: 3, index: SparseIndex(entries: [last]))
        #expect(found.records == [1: "x", 2: "y"])
        #expect(found.damaged == [0])
    }

    @Test("Batches of another owner are not served")
    func foreignEpoch() throws {
        let bytes = Self.bytes + Array(Sample.batch(["alien"], at: 7, epoch: 2).bytes)
        #expect(try served(bytes, endOffset: nil).records == Self.all)
    }

    @Test("An index finds the batch of an offset, of a time and behind a place, and survives as bytes")
    func index() throws {
        var (index, position) = (SparseIndex(), 0)
        for number in 0..<100 {
            var header = RecordBatchHeader()
            (header.baseOffset, header.maximumTimestamp) = (Int64(number * 10), Int64(1000 + number))
            index.note(header, at: position)
            position += 5000
        }
        #expect(index.entries.count == 25)
        #expect(index.entry(for: 0)?.position == 0)
        #expect(index.entry(for: 39)?.offset == 0)
        #expect(index.entry(for: 40)?.position == 20_000)
        #expect(index.entry(for: .max)?.offset == 960)
        #expect(index.entry(behind: 20_000)?.position == 40_000)
        #expect(index.entry(behind: 480_000) == nil)
        #expect(index.entry(reaching: 1004)?.offset == 40)
        #expect(index.entry(reaching: 1003)?.offset == 0)
        let bytes = index.bytes
        #expect(try #require(SparseIndex(bytes: bytes)).entries == index.entries)
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 1
            #expect(SparseIndex(bytes: damaged) == nil)
        }
    }
}

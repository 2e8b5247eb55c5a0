import MeshCore
import Testing

@testable import EventLog

@Suite("The newest batches are in memory for those who read at the end")
struct RecentBatchesTests {
    private let partition = Sample.partition()
    private static let unreadable = EventLogError.server(detail: "the disk was asked")

    /// Batches of one record each, one behind the other, as a group.
    private func group(
        _ offsets: Range<Int64>, bytes: Int = 8
    ) -> ([UInt8], [(header: RecordBatchHeader, position: Int)]) {
        var group = AppendGroup()
        for offset in offsets {
            let value = String(repeating: "x", count: bytes)
            group.append(Sample.batch([value]), offset: offset, epoch: 1)
        }
        return (group.bytes, group.headers)
    }

    private func recent(_ groups: Range<Int64>..., bytes: Int = 8) -> RecentBatches {
        var recent = RecentBatches()
        recent.readerCame()
        for offsets in groups {
            let (bytes, headers) = group(offsets, bytes: bytes)
            recent.keep(bytes, headers)
        }
        return recent
    }

    @Test("What is asked for is given from its batch on, as much as there is room for, and at least one batch")
    func given() throws {
        let recent = recent(10..<12, 12..<15)
        let size = Sample.batch(["xxxxxxxx"]).bytes.count
        func offsets(_ offset: Int64, _ bytes: Int) throws -> [Int64] {
            let found = try #require(recent.batches(from: offset, maximumBytes: bytes))
            #expect(found.nextOffset == (found.batches.last?.header.nextOffset ?? offset))
            return found.batches.map(\.header.baseOffset)
        }
        #expect(try offsets(10, .max) == [10, 11, 12, 13, 14])
        #expect(try offsets(13, .max) == [13, 14])
        #expect(try offsets(11, 2 * size) == [11, 12])
        #expect(try offsets(11, 2 * size - 1) == [11])
        #expect(try offsets(11, 1) == [11])
        #expect(recent.batches(from: 9, maximumBytes: .max) == nil)
    }

    @Test("A batch that begins before what is asked for is given whole")
    func within() throws {
        var recent = RecentBatches()
        recent.readerCame()
        var group = AppendGroup()
        group.append(Sample.batch(["a", "b", "c"]), offset: 7, epoch: 1)
        recent.keep(group.bytes, group.headers)
        let found = try #require(recent.batches(from: 9, maximumBytes: .max))
        #expect(found.batches.map(\.header.baseOffset) == [7] && found.nextOffset == 10)
        #expect(try found.batches.flatMap { try $0.records() }.map(Sample.text) == ["a", "b", "c"])
    }

    @Test("The oldest batches go when there are many, and all when a group is large")
    func bounded() {
        var recent = recent()
        for offset in Int64(0)..<1000 {
            let (bytes, headers) = group(offset..<(offset + 1), bytes: 1024)
            recent.readerCame()
            recent.keep(bytes, headers)
        }
        let kept = (Int64(0)..<1000).filter { recent.batches(from: $0, maximumBytes: 1) != nil }
        #expect(kept.last == 999 && kept.count >= 50 && kept.count <= 2 * RecentBatches.leastBytes / 1024)
        let (bytes, headers) = group(1000..<1001, bytes: RecentBatches.leastBytes)
        recent.keep(bytes, headers)
        #expect(recent.batches(from: 999, maximumBytes: 1) == nil && recent.batches(from: 1000, maximumBytes: 1) == nil)
    }

    @Test("What is kept does not hold the memory of a group that once was large")
    func small() throws {
        var recent = RecentBatches()
        recent.readerCame()
        let (small, headers) = group(0..<2)
        var bytes = small
        bytes.reserveCapacity(4 << 20)
        recent.keep(bytes, headers)
        let found = try #require(recent.batches(from: 0, maximumBytes: .max))
        #expect(found.batches.count == 2 && found.batches.allSatisfy { $0.bytes.capacity < 4096 })
    }

    @Test("Nothing is kept for nobody")
    func unread() {
        var recent = RecentBatches()
        for offset in Int64(0)..<3 {
            let (bytes, headers) = group(offset..<(offset + 1))
            recent.keep(bytes, headers)
        }
        #expect(recent.batches(from: 2, maximumBytes: 1) == nil)
        recent.readerCame()
        for offset in Int64(3)..<Int64(3 + RecentBatches.patience) {
            let (bytes, headers) = group(offset..<(offset + 1))
            recent.keep(bytes, headers)
        }
        #expect(recent.batches(from: 3, maximumBytes: 1) != nil)
        let (bytes, headers) = group(100..<101)
        recent.keep(bytes, headers)
        #expect(recent.batches(from: 100, maximumBytes: 1) == nil)
    }

    @Test("Who reads at the end is answered without the disk, and who reads behind a new segment by it")
    func served() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let log = try await test.open(disk: disk)
        var settings = TopicSettings()
        settings.segmentBytes = 4096
        try await log.createTopic(partition.topic, partitionCount: 1, settings: settings)
        try await log.append(["a"], to: partition)
        disk.set { $0.open = { _ in Self.unreadable } }
        await #expect(throws: Self.unreadable) { try await log.values(partition) }
        func read(_ offset: Int64) async throws -> [String] {
            let slice = try await log.read(partition, from: offset, maximumBytes: 1 << 20, waitingUntil: nil)
            return try slice.batches.flatMap { try $0.records() }.filter { $0.offset >= offset }.map(Sample.text)
        }
        #expect(try await read(1) == [])
        try await log.append(["b", "c"], to: partition)
        #expect(try await read(1) == ["b", "c"])
        #expect(try await read(2) == ["c"])
        await #expect(throws: EventLogError.offsetOutOfRange(partition, offset: 4, range: 0..<3)) { try await read(4) }
        // The next segment.
        try await log.append([String(repeating: "d", count: 4096)], to: partition)
        try await log.append(["e"], to: partition)
        #expect(test.segments(partition).count == 2)
        await #expect(throws: Self.unreadable) { try await read(1) }
        #expect(try await read(4) == ["e"])
        disk.set { $0.open = { _ in nil } }
        #expect(try await log.values(partition).count == 5)
        try await log.close()
    }
}

import Foundation
import MeshCore
import Testing

@testable import EventLog

@Suite("A disk that is full, fails, or has lost something")
struct DiskFaultTests {
    private let partition = Sample.partition()

    private func open(_ test: TestLog, _ disk: HookedDisk, segmentBytes: Int = 1 << 20) async throws -> SegmentLog {
        let log = try await test.open(disk: disk)
        var settings = TopicSettings()
        settings.segmentBytes = segmentBytes
        try await log.createTopic(partition.topic, partitionCount: 1, settings: settings)
        try await log.append(["a", "b"], to: partition)
        return log
    }

    @Test(
        "On a full disk an append fails with words, what was written of it is cut off, and later ones work",
        arguments: [0, 1, 50, 70])
    func full(written: Int) async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let log = try await open(test, disk)
        let path = test.segments(partition)[0]
        disk.set { $0.write = { path, _ in (written, .diskFull(path: path)) } }
        await #expect(throws: EventLogError.diskFull(path: path)) { try await log.append(["lost"], to: partition) }
        #expect(try await log.values(partition) == ["a", "b"])
        disk.set { $0.write = { _, _ in nil } }
        #expect(try await log.append(["c"], to: partition) == [2])
        #expect(try await log.values(partition) == ["a", "b", "c"])
        try await log.close()
        let again = try await test.open("again")
        #expect(try await again.values(partition) == ["a", "b", "c"])
        #expect(EventLogError.diskFull(path: "/x").description.contains("Free space"))
    }

    @Test("What a producer could not append on a full disk it may send again")
    func fullForProducers() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let log = try await open(test, disk)
        let producer = try await log.makeProducer()
        func batch(_ sequence: Int32) -> RecordBatch {
            RecordBatch(
                [Sample.record("\(sequence)")], stamp: ProducerStamp(producer: producer, baseSequence: sequence),
                now: .init(milliseconds: 1))
        }
        let event = LogRecord(value: [1], headers: [RecordHeader("ce_source", "s"), RecordHeader("ce_id", "1")])
        _ = try await log.append(batch(0), to: partition)
        disk.set { $0.write = { path, _ in (0, .diskFull(path: path)) } }
        await #expect(throws: EventLogError.self) { try await log.append(batch(1), to: partition) }
        await #expect(throws: EventLogError.self) {
            try await log.append([event], to: partition, duplicates: .leaveOut)
        }
        disk.set { $0.write = { _, _ in nil } }
        let receipt = try await log.append(batch(1), to: partition)
        #expect(receipt.baseOffset == 3 && !receipt.isDuplicate)
        #expect(try await log.append([event], to: partition, duplicates: .leaveOut) == [.appended(offset: 4)])
    }

    @Test("After a sync that failed nothing unacknowledged is served, and the partition goes on")
    func failedSync() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let log = try await open(test, disk)
        disk.set { $0.sync = { .inputOutput(path: $0, detail: "error 5") } }
        await #expect(throws: EventLogError.inputOutput(path: test.segments(partition)[0], detail: "error 5")) {
            try await log.append(["lost"], to: partition)
        }
        disk.set { $0.sync = { _ in nil } }
        #expect(try await log.append(["c"], to: partition) == [2])
        #expect(try await log.values(partition) == ["a", "b", "c"])
    }

    @Test("A segment that cannot be begun on a full disk is begun later")
    func fullWhenRolling() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let log = try await open(test, disk, segmentBytes: 4096)
        try await log.append([String(repeating: "x", count: 5000)], to: partition)
        disk.set { $0.create = { .diskFull(path: $0) } }
        await #expect(throws: EventLogError.self) { try await log.append(["lost"], to: partition) }
        #expect(try await log.values(partition).count == 3)
        disk.set { $0.create = { _ in nil } }
        #expect(try await log.append(["c"], to: partition) == [3])
        #expect(test.segments(partition).count == 2)
    }

    @Test("The system's own errors are told apart")
    func systemErrors() throws {
        let disk = SystemDisk()
        #expect(throws: EventLogError.missingFile(path: "/nowhere/file")) {
            try disk.open("/nowhere/file", for: .reading)
        }
        #expect(EventLogError(errno: 28, path: "p") == .diskFull(path: "p"))
        #expect(EventLogError(errno: 30, path: "p") == .readOnly(path: "p"))
        #expect(EventLogError(errno: 13, path: "p") == .readOnly(path: "p"))
        #expect(EventLogError(errno: 5, path: "p") == .inputOutput(path: "p", detail: "error 5"))
    }

    @Test("Without its last segment a partition is not served, and says which file it wants back")
    func missingTail() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        try await leaveBehind(test, disk)
        let path = test.segments(partition)[0]
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        let log = try await test.open("two")
        await #expect(throws: EventLogError.missingFile(path: path)) { try await log.append(["c"], to: partition) }
        try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
        #expect(try await log.values(partition) == ["a", "b"])
    }

    private func leaveBehind(_ test: TestLog, _ disk: HookedDisk) async throws { _ = try await open(test, disk) }

    @Test("A sealed segment that is missing is told as damage, and the offsets behind it stay")
    func missingSegment() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let first = try await open(test, disk, segmentBytes: 4096)
        for _ in 0..<3 { try await first.append([String(repeating: "x", count: 5000)], to: partition) }
        try await first.append(["z"], to: partition)
        try await first.close()
        let files = test.segments(partition)
        #expect(files.count == 4)
        try FileManager.default.removeItem(atPath: files[1])
        let log = try await test.open("two")
        let found = try await log.everything(partition)
        #expect(found.records.map(\.offset) == [0, 1, 2, 4, 5])
        #expect(found.damage.map(\.offsets) == [3..<4])
        #expect(try log.damage(of: partition).map(\.offsets) == [3..<4])
    }

    @Test("Bytes that change on the disk are reported and not served, and the offsets behind them stay")
    func corruption() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let first = try await open(test, disk)
        for value in ["c", "d", "e"] { try await first.append([value], to: partition) }
        let path = test.segments(partition)[0]
        var bytes = Array(try Data(contentsOf: URL(filePath: path)))
        let start = Sample.batch(["a", "b"]).bytes.count + Sample.batch(["c"]).bytes.count
        bytes[start + 65] ^= 1
        try Data(bytes).write(to: URL(filePath: path))
        for isReopened in [false, true] {
            let log = isReopened ? try await reopened(test, first) : first
            let found = try await log.everything(partition)
            #expect(found.records.map { Sample.text($0) } == ["a", "b", "c", "e"])
            #expect(found.records.map(\.offset) == [0, 1, 2, 4])
            #expect(found.damage.map(\.offsets) == [3..<4])
            #expect(try log.damage(of: partition).map(\.offsets) == [3..<4])
        }
    }

    private func reopened(_ test: TestLog, _ log: SegmentLog) async throws -> SegmentLog {
        try await log.close()
        return try await test.open("again")
    }

    @Test("An index that is lost or damaged is made again")
    func lostIndex() async throws {
        let (test, disk) = (try TestLog(), HookedDisk())
        let first = try await open(test, disk, segmentBytes: 64 << 10)
        for number in 0..<60 {
            try await first.append(["\(number)" + String(repeating: "x", count: 3000)], to: partition)
        }
        try await first.close()
        let folder = "\(test.folder)/log/\(partition)"
        let indexes = SystemDisk().names(in: folder).filter { $0.hasSuffix(".index") }
        #expect(!indexes.isEmpty)
        for (number, name) in indexes.enumerated() {
            let path = "\(folder)/\(name)"
            try FileManager.default.removeItem(atPath: path)
            if number > 0 { try Data([1, 2, 3]).write(to: URL(filePath: path)) }
        }
        let log = try await test.open("two")
        let slice = try await log.read(partition, from: 31, maximumBytes: 1, waitingUntil: nil)
        #expect(try slice.batches[0].records().contains { $0.offset == 31 })
        #expect(try await log.values(partition).count == 62)
    }
}

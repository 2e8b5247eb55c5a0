import Dispatch
import MeshCore
import MeshTestKit
import Synchronization
import Testing

@testable import EventLog

@Suite("A partition that changes hands")
struct OwnershipTests {
    private let partition = Sample.partition()

    @Test("A log that is opened again has all that was acknowledged, and goes on behind it")
    func reopening() async throws {
        let test = try TestLog()
        let first = try await test.open("one")
        try await first.createTopic(partition.topic, partitionCount: 1, settings: TopicSettings())
        try await first.append(["a", "b"], to: partition)
        try await first.close()
        await #expect(throws: EventLogError.closed) { try await first.append(["x"], to: partition) }
        let second = try await test.open("two")
        #expect(try await second.append(["c"], to: partition) == [2])
        #expect(try await second.values(partition) == ["a", "b", "c"])
        #expect(try await second.topic(partition.topic).partitions[0].owner == "two")
    }

    @Test("What another instance changes of a topic is seen at once")
    func changes() async throws {
        let test = try TestLog()
        let (one, two) = (try await test.open("one"), try await test.open("two"))
        let name = partition.topic
        for round in 1...3 {
            let first = try await one.createTopic(name, partitionCount: round, settings: TopicSettings())
            #expect(try await two.topic(name) == first)
            var settings = TopicSettings()
            settings.retentionTime = .seconds(round)
            try await two.changeTopic(name, settings: settings)
            #expect(try await one.topic(name).settings == settings)
            try await two.deleteTopic(name)
            await #expect(throws: EventLogError.unknownTopic(name)) { try await one.topic(name) }
        }
    }

    @Test("While its owner lives nobody else serves a partition, and all are told who does")
    func living() async throws {
        let test = try TestLog()
        let (one, two) = (try await test.open("one"), try await test.open("two"))
        try await one.createTopic(partition.topic, partitionCount: 64, settings: TopicSettings())
        let partition = try #require(
            (0..<64).map { Sample.partition("topic", $0) }.first {
                PreferredOwner.of($0, among: ["one", "two"]) == "one"
            })
        // Nobody owns it yet, and who should is named.
        await #expect(throws: EventLogError.notOwner(partition, owner: "one")) { try await two.offsets(of: partition) }
        try await one.append(["a"], to: partition)
        await #expect(throws: EventLogError.notOwner(partition, owner: "one")) {
            try await two.append(["b"], to: partition)
        }
        await #expect(throws: EventLogError.notOwner(partition, owner: "one")) { try await two.offsets(of: partition) }
        try await one.close()
        #expect(try await two.append(["b"], to: partition) == [1])
    }

    @Test("An owner whose process is dead is replaced at once")
    func dead() async throws {
        let test = try TestLog()
        try await leaveBehind(test)
        let two = try await test.open("two")
        #expect(try await two.values(partition) == ["a"])
        #expect(try await two.append(["b"], to: partition) == [1])
    }

    /// Lets go of a log without closing it: its lock is freed as a dead process's is.
    private func leaveBehind(_ test: TestLog) async throws {
        let one = try await test.open("one")
        try await one.createTopic(partition.topic, partitionCount: 1, settings: TopicSettings())
        try await one.append(["a"], to: partition)
    }

    @Test("An owner that was stopped in its sync and wakes up acknowledges nothing, and what it wrote is found")
    func stoppedInSync() async throws {
        let test = try TestLog()
        let (clock, disk) = (VirtualWallClock(), HookedDisk())
        let one = try await test.open("one", disk: disk, clock: clock)
        try await one.createTopic(partition.topic, partitionCount: 1, settings: TopicSettings())
        try await one.append(["a"], to: partition)
        let (stopped, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        disk.set { hooks in
            hooks.sync = { _ in
                stopped.signal()
                goesOn.wait()
                return nil
            }
        }
        async let late = failure { try await one.append(["b"], to: partition) }
        await waitForSignal(stopped)
        clock.advance(by: .seconds(60))
        let two = try await test.open("two", clock: clock)
        #expect(try await two.append(["c"], to: partition) == [2])
        goesOn.signal()
        let ending = await late
        #expect(ending == .notOwner(partition, owner: nil))
        #expect(try await two.values(partition) == ["a", "b", "c"])
        await #expect(throws: EventLogError.notOwner(partition, owner: "two")) {
            try await one.append(["d"], to: partition)
        }
    }

    @Test("An owner that was stopped before its write and wakes up writes where nobody reads")
    func stoppedBeforeWrite() async throws {
        let test = try TestLog()
        let (clock, disk) = (VirtualWallClock(), HookedDisk())
        let one = try await test.open("one", disk: disk, clock: clock)
        try await one.createTopic(partition.topic, partitionCount: 1, settings: TopicSettings())
        try await one.append(["a"], to: partition)
        let (stopped, goesOn) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        disk.set { hooks in
            hooks.write = { _, _ in
                stopped.signal()
                goesOn.wait()
                return nil
            }
        }
        async let late = failure { try await one.append(["lost"], to: partition) }
        await waitForSignal(stopped)
        clock.advance(by: .seconds(60))
        let two = try await test.open("two", clock: clock)
        #expect(try await two.append(["b"], to: partition) == [1])
        goesOn.signal()
        let ending = await late
        #expect(ending == .notOwner(partition, owner: nil))
        #expect(try await two.values(partition) == ["a", "b"])
        try await two.close()
        let three = try await test.open("three", clock: clock)
        #expect(try await three.values(partition) == ["a", "b"])
    }

    /// How a call failed; nil when it did not.
    private func failure(_ call: @Sendable () async throws -> [Int64]) async -> EventLogError? {
        do {
            _ = try await call()
            return nil
        } catch {
            return error as? EventLogError
        }
    }

    private func waitForSignal(_ semaphore: DispatchSemaphore) async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                semaphore.wait()
                continuation.resume()
            }
        }
    }

    @Test("What producers and events have done is known to the next owner, from the log and from what was sealed")
    func memory() async throws {
        let test = try TestLog()
        var settings = TopicSettings()
        settings.segmentBytes = 4096
        let first = try await test.open("one")
        try await first.createTopic(partition.topic, partitionCount: 1, settings: settings)
        let producer = try await first.makeProducer()
        func batch(_ sequence: Int32) -> RecordBatch {
            RecordBatch(
                [Sample.record(String(repeating: "x", count: 500))],
                stamp: ProducerStamp(producer: producer, baseSequence: sequence), now: Timestamp(milliseconds: 1))
        }
        func event(_ id: Int) -> LogRecord {
            LogRecord(value: [1], headers: [RecordHeader("ce_source", "s"), RecordHeader("ce_id", "\(id)")])
        }
        for number in 0..<20 as Range<Int32> {
            _ = try await first.append(batch(number), to: partition)
            _ = try await first.append([event(Int(number))], to: partition, duplicates: .leaveOut)
        }
        #expect(test.segments(partition).count > 2)
        for instance in ["two", "three"] {
            let next = try await test.open(instance)
            try await (instance == "two" ? first : next).close()
            let log = try await test.open(instance + "b")
            let receipt = try await log.append(batch(19), to: partition)
            #expect(receipt.isDuplicate && receipt.baseOffset == 38)
            let outcomes = try await log.append((0..<20).map(event), to: partition, duplicates: .leaveOut)
            #expect(outcomes == (0..<20).map { .duplicate(offset: Int64($0 * 2 + 1)) })
            await #expect(throws: EventLogError.self) { try await log.append(batch(21), to: partition) }
            try await log.close()
        }
    }

    @Test("Partitions are spread over the instances, and go back to one that comes back")
    func spreading() async throws {
        let instances = ["one", "two", "three"]
        let partitions = (0..<300).map { Sample.partition("topic", $0) }
        let owners = Dictionary(grouping: partitions) { PreferredOwner.of($0, among: instances) }
        #expect(owners.count == 3 && owners.values.allSatisfy { $0.count > 60 })
        for partition in partitions where PreferredOwner.of(partition, among: instances) != "three" {
            #expect(
                PreferredOwner.of(partition, among: ["one", "two"]) == PreferredOwner.of(partition, among: instances))
        }
        let test = try TestLog()
        let one = try await test.open("one")
        try await one.createTopic(partition.topic, partitionCount: 8, settings: TopicSettings())
        for number in 0..<8 { try await one.append(["\(number)"], to: Sample.partition("topic", number)) }
        let two = try await test.open("two")
        try await one.clean()
        for number in 0..<8 {
            let partition = Sample.partition("topic", number)
            let owner = PreferredOwner.of(partition, among: ["one", "two"])
            let values = try await (owner == "one" ? one : two).values(partition)
            #expect(values == ["\(number)"])
        }
    }
}

import EventCompression
import EventLog
import KafkaProtocol
import MeshCore
import MeshTestKit
import Testing

@testable import KafkaBroker

@Suite("Records are appended and read by Kafka's requests")
struct RecordsTests {
    let trial = DeskTrial()

    @Test("A batch comes back as the bytes that were sent, at its offset", arguments: ProduceRequest.api.versions)
    func roundTrip(version: Int16) async throws {
        try await trial.create("t")
        _ = try await trial.produce(DeskTrial.batch("zero").bytes, to: "t", version: version)
        let batch = DeskTrial.batch("one", "two")
        let receipt = try await trial.produce(batch.bytes, to: "t", version: version)
        #expect(receipt.error == .none && receipt.baseOffset == 1)
        let read = try await trial.fetch("t", from: 1)
        #expect(read.highWatermark == 3 && read.lastStableOffset == 3)
        #expect(try #require(read.records) == batch.placed(at: 1, epoch: 3).bytes)
    }

    @Test("All versions of a fetch are answered", arguments: FetchRequest.api.versions)
    func fetchVersions(version: Int16) async throws {
        try await trial.create("t")
        _ = try await trial.produce(DeskTrial.batch("a").bytes, to: "t")
        let partition = FetchRequest.Topic.Partition(index: 0, maxBytes: 1000)
        let request = FetchRequest(maxBytes: 1000, topics: [.init(name: "t", partitions: [partition])])
        let answer = try await trial.ask(request, version: version)
        #expect(answer.topics[0].partitions[0].records?.isEmpty == false)
    }

    @Test("What is no batch, or more than one, or not what it says, is refused with its reason")
    func malformed() async throws {
        try await trial.create("t")
        let good = DeskTrial.batch("one", "two").bytes
        #expect(try await trial.produce(nil, to: "t").error == .corruptMessage)
        #expect(try await trial.produce(good.dropLast(), to: "t").error == .corruptMessage)
        #expect(try await trial.produce(good + good, to: "t").error == .invalidRecord)
        var changed = Array(good)
        changed[70] ^= 1
        #expect(try await trial.produce(changed[...], to: "t").error == .corruptMessage)
        changed = Array(good)
        changed[16] = 1
        #expect(try await trial.produce(changed[...], to: "t").error == .unsupportedForMessageFormat)
        #expect(try await trial.produce(Self.resealed(good) { $0[60] = 3 }[...], to: "t").error == .invalidRecord)
        #expect(try await trial.produce(Self.resealed(good) { $0[22] = 0x10 }[...], to: "t").error == .invalidRecord)
        // Compressed, says its header, and is not.
        #expect(
            try await trial.produce(Self.resealed(good) { $0[22] = 1 }[...], to: "t").error
                == .unsupportedCompressionType)
        #expect(try await trial.produce(good, to: "none").error == .unknownTopicOrPartition)
        #expect(try await trial.produce(good, to: "t", partition: 1).error == .unknownTopicOrPartition)
        #expect(try await trial.produce(good, to: "a/b").error == .invalidTopic)
        #expect(try await trial.produce(good, to: "t", acks: 2).error == .invalidRequiredAcks)
        #expect(try await trial.fetch("t").highWatermark == 0)
    }

    @Test("A batch with records that are refused is not appended, and the answer names them", arguments: [7, 8, 10])
    func refused(version: Int16) async throws {
        /// Refuses the value `no`.
        struct Doorkeeper: RecordInspector {
            func isNeeded() -> Bool { true }
            func fault(in record: StoredRecord) -> String? {
                record.value.map { $0.elementsEqual("no".utf8) } == true ? "says no" : nil
            }
        }
        let trial = DeskTrial(inspector: Doorkeeper())
        try await trial.create("t")
        let batch = DeskTrial.batch("yes", "no", "yes", "no").bytes
        for bytes in [batch, Self.compressed(DeskTrial.batch("yes", "no", "yes", "no"), .gzip)[...]] {
            let answer = try await trial.produce(bytes, to: "t", version: version)
            #expect(answer.error == .invalidRecord && answer.baseOffset == -1)
            let told: [Int32] = version >= 8 ? [1, 3] : []
            #expect(answer.recordErrors.map(\.batchIndex) == told)
            #expect(answer.recordErrors.allSatisfy { $0.message == "says no" })
            #expect((answer.errorMessage == nil) == (version < 8))
        }
        // What is no batch is told as before.
        #expect(try await trial.produce(batch.dropLast(), to: "t", version: version).error == .corruptMessage)
        #expect(try await trial.produce(DeskTrial.batch("yes").bytes, to: "t", version: version).error == .none)
        #expect(try await trial.fetch("t").highWatermark == 1)
    }

    @Test("A batch at an impossible offset does no harm")
    func offsets() async throws {
        try await trial.create("t")
        var bytes = Array(DeskTrial.batch("one", "two").bytes)
        bytes.replaceSubrange(0..<8, with: [0x7F] + [UInt8](repeating: 0xFF, count: 7))
        #expect(try await trial.produce(bytes[...], to: "t").error == .invalidRecord)
    }

    @Test("Zstd is refused from clients whose version did not know it")
    func zstd() async throws {
        try await trial.create("t")
        let bytes = Self.compressed(DeskTrial.batch("one", "two", "three"), .zstd)
        #expect(try await trial.produce(bytes[...], to: "t", version: 6).error == .unsupportedCompressionType)
        #expect(try await trial.produce(bytes[...], to: "t", version: 7).error == .none)
        #expect(try await trial.fetch("t").highWatermark == 3)
    }

    @Test("A numbered batch is appended once, in its order, and not from an older epoch")
    func idempotent() async throws {
        try await trial.create("t")
        let identity = try await trial.ask(InitProducerIDRequest())
        #expect(identity.error == .none)
        func stamped(_ sequence: Int32, epoch: Int16 = 0) -> ArraySlice<UInt8> {
            let producer = ProducerIdentity(id: identity.producerID, epoch: epoch)
            return DeskTrial.batch("a", "b", stamp: ProducerStamp(producer: producer, baseSequence: sequence)).bytes
        }
        #expect(try await trial.produce(stamped(0), to: "t").baseOffset == 0)
        #expect(try await trial.produce(stamped(2), to: "t").baseOffset == 2)
        #expect(try await trial.produce(stamped(2), to: "t").baseOffset == 2)
        #expect(try await trial.produce(stamped(6), to: "t").error == .outOfOrderSequenceNumber)
        #expect(try await trial.produce(stamped(0, epoch: 1), to: "t").baseOffset == 4)
        #expect(try await trial.produce(stamped(4), to: "t").error == .invalidProducerEpoch)
        #expect(try await trial.fetch("t").highWatermark == 6)
    }

    @Test("There are no transactions, and who asks for one is told so for good")
    func transactions() async throws {
        let identity = try await trial.ask(InitProducerIDRequest(transactionalID: "t"))
        #expect(identity.error == .transactionalIDAuthorizationFailed)
        let coordinator = try await trial.ask(FindCoordinatorRequest(keyType: 1, keys: ["t"]))
        #expect(coordinator.coordinators[0].error == .transactionalIDAuthorizationFailed)
    }

    @Test("Who wants no acknowledgement gets no answer, and loses its connection when it failed")
    func unacknowledged() async throws {
        try await trial.create("t")
        await #expect(throws: WireError(.truncated, in: "answer")) {
            try await trial.produce(DeskTrial.batch("a").bytes, to: "t", acks: 0)
        }
        #expect(try await trial.fetch("t").highWatermark == 1)
        await #expect(throws: UnacknowledgedFailure.self) { try await trial.produce([1], to: "t", acks: 0) }
    }

    @Test("A fetch waits for as many bytes as it wants, and no longer than it says")
    func waiting() async throws {
        try await trial.create("t")
        let size = Int32(DeskTrial.batch("first").bytes.count)
        async let read = trial.fetch("t", wait: .seconds(30), minimum: size + 1)
        _ = try await trial.produce(DeskTrial.batch("first").bytes, to: "t")
        _ = try await trial.produce(DeskTrial.batch("second").bytes, to: "t")
        #expect(try await read.records?.count ?? 0 > size)
        let none = try await trial.fetch("t", from: 2, wait: .milliseconds(5))
        #expect(none.error == .none && none.records == [] && none.highWatermark == 2)
    }

    @Test("A fetch has a limit in bytes, and gives the first batch even above it")
    func limits() async throws {
        try await trial.create("t")
        for _ in 0..<5 { _ = try await trial.produce(DeskTrial.batch("0123456789").bytes, to: "t") }
        let size = DeskTrial.batch("0123456789").bytes.count
        #expect(try await trial.fetch("t", maximum: Int32(2 * size + 10)).records?.count == 2 * size)
        #expect(try await trial.fetch("t", maximum: 1).records?.count == size)
        #expect(try await trial.fetch("t", from: 9).error == .offsetOutOfRange)
    }

    @Test("Who knows another epoch of a partition, or asks the wrong broker, is told so")
    func epochs() async throws {
        try await trial.create("t")
        #expect(try await trial.fetch("t", epoch: 3).error == .none)
        #expect(try await trial.fetch("t", epoch: 2).error == .fencedLeaderEpoch)
        #expect(try await trial.fetch("t", epoch: 4).error == .unknownLeaderEpoch)
        await trial.log.setOwner("elsewhere")
        #expect(try await trial.fetch("t").error == .notLeaderOrFollower)
        #expect(try await trial.produce(DeskTrial.batch("a").bytes, to: "t").error == .notLeaderOrFollower)
    }

    @Test("Offsets are found by time, at the start and at the end", arguments: ListOffsetsRequest.api.versions)
    func listOffsets(version: Int16) async throws {
        try await trial.create("t")
        _ = try await trial.produce(DeskTrial.batch("a", "b").bytes, to: "t")
        func offset(_ time: Int64) async throws -> Int64? {
            let request = ListOffsetsRequest(topics: [.init(name: "t", partitions: [.init(index: 0, time: time)])])
            let found = try await trial.ask(request, version: version).topics[0].partitions[0]
            return version == 0 ? found.oldStyleOffsets.first : found.offset
        }
        #expect(try await offset(ListOffsetsRequest.start) == 0)
        #expect(try await offset(ListOffsetsRequest.end) == 2)
        #expect(try await offset(1_700_000_000_000) == 0)
        #expect(try await offset(1_700_000_000_001) == (version == 0 ? nil : -1))
    }

    /// The batch with changed bytes, and a checksum that fits them.
    private static func resealed(_ bytes: ArraySlice<UInt8>, _ change: (inout [UInt8]) -> Void) -> [UInt8] {
        var bytes = Array(bytes)
        change(&bytes)
        let checksum = CRC32C.checksum(bytes[21...])
        for index in 0..<4 { bytes[17 + index] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * index)) }
        return bytes
    }

    private static func compressed(_ batch: RecordBatch, _ kind: BatchCompression) -> [UInt8] {
        let content = SystemCompression().compress(batch.bytes.dropFirst(RecordBatchHeader.length), kind)
        return resealed(batch.bytes.prefix(RecordBatchHeader.length) + content) { bytes in
            bytes[22] = UInt8(kind.rawValue)
            let length = bytes.count - 12
            for index in 0..<4 { bytes[8 + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * index)) }
        }
    }
}

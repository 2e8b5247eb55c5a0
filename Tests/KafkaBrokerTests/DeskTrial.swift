import EventLog
import KafkaProtocol
import Logging
import MeshCore

@testable import KafkaBroker

/// A broker's desk over a log in memory, asked in bytes and without a network.
struct DeskTrial: Sendable {
    let log = MemoryLog()
    let desk: RequestDesk
    let coordinator: GroupCoordinator

    init(inspector: (any RecordInspector)? = nil, _ change: (inout KafkaConfiguration) -> Void = { _ in }) {
        var configuration = KafkaConfiguration()
        configuration.firstRebalanceDelay = .milliseconds(20)
        change(&configuration)
        let logger = Logger(label: "kafka")
        coordinator = GroupCoordinator(configuration, log: log, logger: logger, now: { MonotonicInstant.now() })
        desk = RequestDesk(
            configuration: configuration, log: log, coordinator: coordinator, directory: SingleBroker(),
            own: BrokerAddress(id: 1, instance: "here", host: "localhost", port: 9092),
            inspector: inspector, logger: logger, now: { MonotonicInstant.now() })
    }

    /// Asks in the newest version, or in another.
    func ask<Request: KafkaRequest>(_ request: Request, version: Int16? = nil) async throws -> Request.Response {
        let version = version ?? Request.api.versions.upperBound
        let frame = try request.frame(version: version, correlation: 77, clientID: "trial").joined()
        guard let pieces = try await desk.answer(RequestFrame(Array(frame)[4...]), from: "127.0.0.1") else {
            throw WireError(.truncated, in: "answer")
        }
        let answer = Array(pieces.joined())
        let (correlation, body) = try Request.response(in: answer[4...], version: version)
        guard correlation == 77 else { throw WireError(.value(Int64(correlation)), in: "correlation_id") }
        return body
    }

    func create(_ name: String, partitions: Int32 = 1) async throws {
        let answer = try await ask(
            CreateTopicsRequest(topics: [.init(name: name, partitionCount: partitions, replicationFactor: 1)]))
        guard answer.topics[0].error == .none else { throw WireError(.value(Int64(answer.topics[0].error.rawValue))) }
    }

    func produce(
        _ records: ArraySlice<UInt8>?, to topic: String, partition: Int32 = 0, acks: Int16 = -1, version: Int16 = 10
    ) async throws -> ProduceResponse.Topic.Partition {
        let request = ProduceRequest(
            acks: acks, timeout: .seconds(1),
            topics: [.init(name: topic, partitions: [.init(index: partition, records: records)])])
        return try await ask(request, version: version).topics[0].partitions[0]
    }

    func fetch(
        _ topic: String, from offset: Int64 = 0, wait: Duration = .zero, minimum: Int32 = 1, maximum: Int32 = 1 << 20,
        epoch: Int32 = -1
    ) async throws -> FetchResponse.Topic.Partition {
        let partition = FetchRequest.Topic.Partition(
            index: 0, currentLeaderEpoch: epoch, fetchOffset: offset, maxBytes: maximum)
        let request = FetchRequest(
            maxWait: wait, minBytes: minimum, maxBytes: maximum, topics: [.init(name: topic, partitions: [partition])])
        return try await ask(request).topics[0].partitions[0]
    }

    static func batch(_ values: String..., stamp: ProducerStamp? = nil) -> RecordBatch {
        RecordBatch(
            values.map { LogRecord(value: ArraySlice($0.utf8)) }, stamp: stamp,
            now: Timestamp(milliseconds: 1_700_000_000_000))
    }
}

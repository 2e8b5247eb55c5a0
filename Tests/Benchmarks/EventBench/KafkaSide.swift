import EventLog
import KafkaProtocol
import MeshCore
import NIOCore

/// Sends and reads events in Kafka's protocol: a connection to each broker for either, as its clients have it.
struct KafkaSide: Sendable {
    /// The brokers are not as they should be, or one refused a request.
    struct Failure: Error {
        let detail: String
    }

    private static let produceVersion: Int16 = 9
    private static let fetchVersion: Int16 = 12

    private let topic: String
    /// The brokers by the partitions that they lead.
    private let leaders: [Int32]
    private let senders: [Int32: KafkaConnection]
    private let readers: [Int32: KafkaConnection]
    private let book: EventBook

    /// Finds who leads the partitions.
    ///
    /// - Throws: ``Failure`` when one has no leader.
    static func connect(
        _ address: Address, topic: String, partitions: Int, group: any EventLoopGroup, book: EventBook
    ) async throws -> KafkaSide {
        let first = try await KafkaConnection.connect(address, group: group)
        let answer = try await first.call(
            MetadataRequest(topics: [MetadataRequest.Topic(name: topic)], createsTopics: false), version: 9)
        try await first.close()
        let places = answer.topics.first?.partitions.sorted { $0.index < $1.index } ?? []
        guard places.count == partitions else { throw Failure(detail: "the topic \(topic) is not there") }
        var senders: [Int32: KafkaConnection] = [:]
        var readers: [Int32: KafkaConnection] = [:]
        for broker in answer.brokers where places.contains(where: { $0.leaderID == broker.nodeID }) {
            let address = Address(host: broker.host, port: Int(broker.port))
            senders[broker.nodeID] = try await KafkaConnection.connect(address, group: group)
            readers[broker.nodeID] = try await KafkaConnection.connect(address, group: group)
        }
        return KafkaSide(
            topic: topic, leaders: places.map(\.leaderID), senders: senders, readers: readers, book: book)
    }

    /// Sends events, each to the next partition: a request to each broker with a batch for each of its partitions, as Kafka's
    /// own client does.
    func publish(_ events: Range<Int>) async throws {
        let now = SystemWallClock().now()
        var places: [Int32: [ProduceRequest.Topic.Partition]] = [:]
        for (partition, leader) in leaders.enumerated() {
            let share = events.filter { $0 % leaders.count == partition }
            guard !share.isEmpty else { continue }
            let batch = RecordBatch(share.map { LogRecord(value: EventPayload.bytes(of: $0)[...]) }, now: now)
            places[leader, default: []].append(.init(index: Int32(partition), records: batch.bytes))
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (leader, places) in places {
                guard let sender = senders[leader] else { continue }
                let request = ProduceRequest(
                    acks: -1, timeout: .seconds(10), topics: [ProduceRequest.Topic(name: topic, partitions: places)])
                let answer = sender.send(request, version: Self.produceVersion)
                tasks.addTask {
                    for place in try await answer.get().topics.flatMap(\.partitions) where place.error != .none {
                        throw Failure(detail: "a batch was refused: \(place.errorMessage ?? "no reason")")
                    }
                }
            }
            try await tasks.waitForAll()
        }
    }

    /// Reads all partitions, until the task is cancelled.
    func follow() async throws {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (leader, reader) in readers {
                tasks.addTask { try await follow(leader, on: reader) }
            }
            try await tasks.waitForAll()
        }
    }

    private func follow(_ leader: Int32, on reader: KafkaConnection) async throws {
        var offsets: [Int32: Int64] = [:]
        for (partition, other) in leaders.enumerated() where other == leader { offsets[Int32(partition)] = 0 }
        while !Task.isCancelled {
            let places = offsets.map { partition, offset in
                FetchRequest.Topic.Partition(index: partition, fetchOffset: offset, maxBytes: 1 << 20)
            }
            let request = FetchRequest(
                maxWait: .milliseconds(500), minBytes: 1, maxBytes: 50 << 20,
                topics: [FetchRequest.Topic(name: topic, partitions: places)])
            let answer = try await reader.send(request, version: Self.fetchVersion).get()
            for place in answer.topics.first?.partitions ?? [] {
                guard place.error == .none else { throw Failure(detail: "fetching was refused: \(place.error)") }
                offsets[place.index] = try take(place.records ?? []) ?? offsets[place.index]
            }
        }
    }

    /// Notes the events of batches.
    ///
    /// - Returns: The offset behind them; nil when there are none.
    private func take(_ bytes: ArraySlice<UInt8>) throws -> Int64? {
        var left = bytes
        var next: Int64?
        while !left.isEmpty {
            let batch = try RecordBatch(left)
            var rest: [UInt8] = []
            book.seen(EventPayload.events(in: batch.bytes, rest: &rest))
            next = batch.header.baseOffset + Int64(batch.header.lastOffsetDelta) + 1
            left = left.dropFirst(batch.bytes.count)
        }
        return next
    }

    func shutDown() async throws {
        for connection in Array(senders.values) + Array(readers.values) { try await connection.close() }
    }
}

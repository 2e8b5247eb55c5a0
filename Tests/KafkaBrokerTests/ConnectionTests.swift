import EventLog
import KafkaProtocol
import Logging
import NIOCore
import NIOPosix
import Testing

@testable import KafkaBroker

@Suite("A client's connection")
struct ConnectionTests {
    @Test(
        "Batches are handed to the log before those before them are on disk, and answered in their order",
        .timeLimit(.minutes(1)))
    func overlapping() async throws {
        let log = MemoryLog(heldBatches: 8)
        let topic = try #require(TopicName("t"))
        _ = try await log.createTopic(topic, partitionCount: 2, settings: TopicSettings())
        let answers = try await Self.ask(
            log,
            (0..<8).map { (number: Int32) in
                let place = ProduceRequest.Topic.Partition(
                    index: number % 2, records: DeskTrial.batch("\(number)").bytes)
                return ProduceRequest(acks: -1, timeout: .seconds(1), topics: [.init(name: "t", partitions: [place])])
            })
        #expect(answers.map(\.correlation) == Array(0..<8))
        #expect(answers.map { $0.body.topics[0].partitions[0].baseOffset } == [0, 0, 1, 1, 2, 2, 3, 3])
        #expect(answers.allSatisfy { $0.body.topics[0].partitions[0].error == .none })
    }

    @Test("Where the log promises no order, each batch waits for the one before it", .timeLimit(.minutes(1)))
    func unordered() async throws {
        let log = MemoryLog()
        _ = try await log.createTopic(try #require(TopicName("t")), partitionCount: 1, settings: TopicSettings())
        let answers = try await Self.ask(
            log,
            (0..<8).map { number in
                let place = ProduceRequest.Topic.Partition(index: 0, records: DeskTrial.batch("\(number)").bytes)
                return ProduceRequest(acks: -1, timeout: .seconds(1), topics: [.init(name: "t", partitions: [place])])
            })
        #expect(answers.map { $0.body.topics[0].partitions[0].baseOffset } == Array(0..<8))
    }

    @Test("A failure that nobody is told of ends the connection, whatever else is open on it", .timeLimit(.minutes(1)))
    func failure() async throws {
        let log = MemoryLog(heldBatches: 1)
        _ = try await log.createTopic(try #require(TopicName("t")), partitionCount: 1, settings: TopicSettings())
        func request(_ records: ArraySlice<UInt8>, acks: Int16) -> ProduceRequest {
            ProduceRequest(
                acks: acks, timeout: .seconds(1),
                topics: [.init(name: "t", partitions: [.init(index: 0, records: records)])])
        }
        let answers = try await Self.ask(
            log, [request([1], acks: 0), request(DeskTrial.batch("a").bytes, acks: -1)])
        #expect(answers.isEmpty)
    }

    /// Sends requests on one connection without waiting, and gives the answers that come before its end.
    private static func ask<Request: KafkaRequest>(
        _ log: MemoryLog, _ requests: [Request]
    ) async throws -> [(correlation: Int32, body: Request.Response)] {
        var configuration = KafkaConfiguration()
        configuration.port = 0
        let group = MultiThreadedEventLoopGroup.singleton
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let broker = KafkaBroker(configuration, log: log, group: group, logger: Logger(label: "kafka")) { own in
            listening.yield(own.port)
        }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await broker.run() }
            defer { tasks.cancelAll() }
            var port = ports.makeAsyncIterator()
            let channel = try await ClientBootstrap(group: group)
                .connect(host: "127.0.0.1", port: try #require(await port.next())) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await channel.executeThenClose { inbound, outbound in
                try await exchange(requests, inbound, outbound)
            }
        }
    }

    private static func exchange<Request: KafkaRequest>(
        _ requests: [Request], _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> [(correlation: Int32, body: Request.Response)] {
        let version = Request.api.versions.upperBound
        var bytes = ByteBuffer()
        for (number, request) in requests.enumerated() {
            for piece in try request.frame(version: version, correlation: Int32(number), clientID: "test") {
                bytes.writeBytes(piece)
            }
        }
        try await outbound.write(bytes)
        var answers: [(correlation: Int32, body: Request.Response)] = []
        var received = ByteBuffer()
        var parts = inbound.makeAsyncIterator()
        // A connection that ends with something unread ends with an error.
        while let part = try? await parts.next() {
            received.writeImmutableBuffer(part)
            while let length = received.getInteger(at: received.readerIndex, as: Int32.self),
                received.readableBytes >= 4 + Int(length)
            {
                received.moveReaderIndex(forwardBy: 4)
                guard let frame = received.readBytes(length: Int(length)) else { return answers }
                answers.append(try Request.response(in: frame[...], version: version))
                if answers.count == requests.count { return answers }
            }
        }
        return answers
    }
}

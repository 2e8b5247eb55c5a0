import EventLog
import HTTPTypes
import KafkaBroker
import KafkaProtocol
import MeshCore
import MeshTestKit
import NIOCore
import NIOPosix
import Testing

@testable import Events

@Suite("Clients of Kafka")
struct KafkaDoorTests {
    @Test("Each instance takes clients at a port of its own, and all name the same brokers and leaders")
    func brokers() async throws {
        try await EventsMachine.with(2, settings: ["kafka.port": "0"]) { machine in
            try await machine[0].create("views", partitions: 8)
            let store = try #require(machine[0].service.kafka?.store)
            try await waitUntil("both take clients", state: { "\((try? store.brokers()) ?? [])" }) {
                try store.brokers().count == 2
            }
            let brokers = try store.brokers()
            #expect(Set(brokers.map(\.instance)) == ["events-1", "events-2"])
            let asked = MetadataRequest(topics: [.init(name: "views")])
            let told = [
                try await ask(asked, at: brokers[0].port), try await ask(asked, at: brokers[1].port),
            ]
            #expect(told[0] == told[1])
            #expect(told[0].brokers.map { Int($0.port) } == brokers.map(\.port))
            #expect(Set(told[0].topics[0].partitions.map(\.leaderID)) == Set(brokers.map(\.id)))
        }
    }

    @Test("An instance that ends is no broker any more, and without a port nobody is one")
    func leaving() async throws {
        let next = try await EventsMachine.with(settings: ["kafka.port": "0"]) { machine in
            let store = try #require(machine[0].service.kafka?.store)
            try await waitUntil("it takes clients", state: { "none" }) { try store.brokers().count == 1 }
            machine[0].service.drainBegins()
            try await waitUntil("it takes none any more", state: { "one" }) { try store.brokers().isEmpty }
            return try await store.enroll("later", among: ["later"])
        }
        // Its number is not given to another.
        #expect(next == 2)
        try await EventsMachine.with { machine in #expect(machine[0].service.kafka == nil) }
    }

    @Test("A producer's batch is refused that does not fit the schema of its events' type, as it is over HTTP")
    func schemas() async throws {
        try await EventsMachine.with(settings: ["kafka.port": "0"]) { machine in
            try await machine[0].create("orders")
            let registered = try await machine[0].send(
                .post, "/v1/schemas/order.paid/versions",
                #"{"schema": {"type": "object", "required": ["total"], "properties": {"total": {"type": "integer"}}}}"#)
            #expect(registered.status == 201, "\(registered)")
            let store = try #require(machine[0].service.kafka?.store)
            try await waitUntil("it takes clients", state: { "none" }) { try store.brokers().count == 1 }
            let port = try #require(try store.brokers().first?.port)
            func produce(_ values: String..., type: String) async throws -> ProduceResponse.Topic.Partition {
                let records = values.map {
                    LogRecord(value: ArraySlice($0.utf8), headers: [RecordHeader("ce_type", type)])
                }
                let batch = RecordBatch(records, stamp: nil, now: Timestamp(milliseconds: 1_700_000_000_000))
                let partition = ProduceRequest.Topic.Partition(index: 0, records: batch.bytes)
                let request = ProduceRequest(
                    acks: -1, timeout: .seconds(10), topics: [.init(name: "orders", partitions: [partition])])
                return try await ask(request, at: port).topics[0].partitions[0]
            }
            let refused = try await produce(
                #"{"total": 1}"#, #"{"total": "1"}"#, "{}", "no JSON", type: "order.paid")
            #expect(refused.error == .invalidRecord && refused.recordErrors.map(\.batchIndex) == [1, 2, 3])
            #expect(refused.recordErrors.allSatisfy { $0.message?.isEmpty == false })
            #expect(try await produce(#"{"total": 1}"#, type: "order.paid").error == .none)
            #expect(try await produce("no JSON", type: "order.seen").error == .none)
            #expect(try await machine[0].all("orders").count == 2)
        }
    }

    /// Sends one request on a connection of its own.
    private func ask<Request: KafkaRequest>(_ request: Request, at port: Int) async throws -> Request.Response {
        let version = Request.api.versions.upperBound
        let frame = try request.frame(version: version, correlation: 7, clientID: "test").joined()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        let answer = try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(bytes: frame))
            var received = ByteBuffer()
            for try await part in inbound {
                received.writeImmutableBuffer(part)
                if let length = received.getInteger(at: 0, as: Int32.self), received.readableBytes >= 4 + Int(length) {
                    break
                }
            }
            return Array(received.readableBytesView)
        }
        return try Request.response(in: answer.dropFirst(4), version: version).1
    }
}

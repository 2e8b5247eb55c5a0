import EventLog
import EventsAPI
import HTTPTypes
import Logging
import MeshCore
import MeshStore
import MeshTestKit
import Testing
import WebhookCalls

@testable import Events

@Suite("Webhooks go nowhere they should not, and deliver in one instance at a time")
struct WebhookGuardTests {
    @Test("Without a network in the configuration nothing on this machine is reached, by whatever name")
    func guarded() async throws {
        let receiver = WebhookReceiver()
        try await withServer(handler: receiver) { _, port in
            try await EventsMachine.with { machine in
                try await machine[0].create("orders")
                let path = "/v1/topics/orders/webhooks/hook"
                for url in [
                    "http://127.0.0.1:\(port)/", "https://127.0.0.1:\(port)/", "https://[::1]:\(port)/",
                    "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/latest", "http://hooks.example/",
                ] {
                    let answer = try await machine[0].send(.put, path, #"{"url": "\#(url)"}"#)
                    #expect(answer.status == 400 && answer.fields == ["url"], "\(url): \(answer)")
                }
                // These are looked up: their addresses are this machine's.
                for host in ["localhost", "127.1", "0x7f000001", "2130706433"] {
                    try await machine[0].putWebhook(on: "orders", to: "https://\(host):\(port)/")
                    let report = try await machine[0].send(.post, "\(path)/test").decode(WebhookTestReport.self)
                    #expect(!report.isDelivered && report.error?.contains("may not go") == true, "\(host): \(report)")
                }
                #expect(receiver.deliveries.isEmpty)
            }
        }
    }

    @Test("What is wrong with a webhook is told by its field")
    func faults() async throws {
        try await EventsMachine.with(settings: ["webhooks.networks": "127.0.0.0/8", "webhooks.lanes": "1"]) { machine in
            try await machine[0].create("orders")
            let path = "/v1/topics/orders/webhooks/hook"
            let url = #""url": "https://hooks.example/""#
            let bodies = [
                (#"{"url": "https://u:p@hooks.example/"}"#, "url"),
                (#"{\#(url), "secret": "whsec_c2hvcnQ="}"#, "secret"),
                (#"{\#(url), "from": "latest", "time": "2026-01-01T00:00:00Z"}"#, "time"), (#"{}"#, "url"),
                (#"{\#(url), "attempts": 0}"#, "attempts"), (#"{\#(url), "timeoutSeconds": 31}"#, "timeoutSeconds"),
            ]
            for (body, field) in bodies {
                let answer = try await machine[0].send(.put, path, body)
                #expect(answer.status == 400 && answer.fields == [field], "\(body): \(answer)")
            }
            #expect(
                try await machine[0].send(.put, "/v1/topics/none/webhooks/hook", "{\(url)}").code == "topic_not_found")
            #expect(
                try await machine[0].send(.put, "/v1/topics/orders/webhooks/a%20b", "{\(url)}").fields == ["webhook"])
            #expect(try await machine[0].send(.put, path, "{\(url)}", token: "customer").status == 403)
            #expect(try await machine[0].send(.put, path, "{\(url)}").status == 201)
            let other = try await machine[0].send(
                .put, path, #"{\#(url), "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}"#)
            #expect(other.status == 400 && other.fields == ["secret"], "\(other)")
            #expect(try await machine[0].send(.put, "\(path)2", "{\(url)}").code == "too_many_webhooks")
            let list = try await machine[0].send(.get, "/v1/topics/orders/webhooks").decode(EventWebhookList.self)
            #expect(list.items.map(\.name) == ["hook"] && list.items[0].secret == nil)
            #expect(try await machine[0].send(.delete, "/v1/topics/orders").status == 204)
            #expect(try await machine[0].send(.get, path).code == "webhook_not_found")
        }
    }

    @Test("An instance whose lease was taken over moves nothing, and neither does one whose lane was set anew")
    func fencing() async throws {
        let directory = try TemporaryDirectory()
        let clock = VirtualWallClock()
        let file = try Store.open(
            path: "\(directory.path)/events.sqlite", migrations: EventsSchema.migrations, clock: clock,
            logger: Logger(label: "test"))
        let store = WebhookStore(store: file)
        let name = try #require(TopicName("orders"))
        let topic = Topic(
            name: name, id: 1, settings: TopicSettings(), createdAt: clock.now(),
            partitions: [PartitionDescription(owner: nil, epoch: 0)])
        let settings = WebhookSettings(
            url: try #require(WebhookURL("https://hooks.example/")), filter: TypeFilter(patterns: []), attempts: nil,
            timeout: .seconds(1))
        let webhook = try #require(
            await store.add(
                "hook", to: topic, settings, secret: .fresh(), isPaused: false, positions: [7], limit: 10,
                at: clock.now()))
        let key = WebhookLane.Key(webhook: webhook.id, place: TopicPartition(name, 0))
        let share = Int(webhook.id) % 8
        #expect(try store.dueLanes(of: share, among: 8, at: clock.now()) == [key])
        let first = try #require(
            await Leases(store: file, owner: "a", clock: clock).acquire("webhooks/1", for: .seconds(5)))
        clock.advance(by: .seconds(6))
        let second = try #require(
            await Leases(store: file, owner: "b", clock: clock).acquire("webhooks/1", for: .seconds(5)))
        await #expect(throws: StoreError.self) {
            _ = try await store.advance(key, from: 7, to: 8, .delivered, by: first, at: clock.now())
        }
        await #expect(throws: StoreError.self) {
            _ = try await store.retry(
                key, from: 7, at: 7, attempts: 1, next: clock.now(), error: "", by: first, now: clock.now())
        }
        await #expect(throws: StoreError.self) {
            try await store.end(webhook.id, .gone, error: "", by: first, at: clock.now())
        }
        #expect(try store.due(key, at: clock.now())?.position == 7)
        #expect(try await store.advance(key, from: 7, to: 8, .delivered, by: second, at: clock.now()))
        #expect(try await !store.advance(key, from: 7, to: 8, .delivered, by: second, at: clock.now()))
        let next = clock.now() + .seconds(10)
        #expect(
            try await store.retry(
                key, from: 8, at: 9, attempts: 1, next: next, error: "no", by: second, now: clock.now()))
        #expect(try store.dueLanes(of: share, among: 8, at: clock.now()).isEmpty)
        #expect(try store.due(key, at: next)?.position == 9)
        #expect(try store.webhook(webhook.id)?.delivered == 1)
        try await file.close()
    }
}

import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTestKit
import Testing

@testable import Events

@Suite("Webhooks deliver what comes")
struct WebhookDeliveryTests {
    private static func order(_ number: Int, type: String = "order.paid") -> String {
        """
        {"key": "k", "value": {"n": \(number)}, "headers": [{"name": "ce_specversion", "value": "1.0"},
        {"name": "ce_type", "value": "\(type)"}, {"name": "ce_source", "value": "/shop"},
        {"name": "ce_id", "value": "\(type)-\(number)"}]}
        """
    }

    @Test(
        "Events of the wanted types arrive in their order, once, as signed structured events, and the webhook tells so")
    func delivery() async throws {
        try await WebhookReceiver.with { receiver, machine, url in
            try await machine[0].create("orders")
            try await machine[0].publish(Self.order(0), to: "orders")
            let made = try await machine[0].putWebhook(
                on: "orders", to: url, #", "types": ["order.*", "refund"], "from": "earliest""#)
            #expect(made.secret?.hasPrefix("whsec_") == true && made.state == .active)
            try await machine[0].publish(
                [
                    Self.order(1), Self.order(2, type: "view"), Self.order(3, type: "refund"), #"{"value": 4}"#,
                    Self.order(5),
                ]
                .joined(separator: ","), to: "orders")
            let state = try await machine[0].waitForWebhook("all is delivered", of: "orders") { $0.lag == 0 }
            let taken = receiver.deliveries
            #expect(taken.compactMap { $0.data?["n"]?.intValue } == [0, 1, 3, 5])
            #expect(
                Set(taken.map(\.id)).count == 4
                    && taken.allSatisfy { !$0.id.isEmpty && $0.type == WebhookMessage.mediaType })
            let first = try #require(taken.first?.json)
            #expect(first["type"] == "order.paid" && first["source"] == "/shop" && first["id"] == "order.paid-0")
            #expect(first["partitionkey"] == "k" && first["logoffset"] == 0 && first["timestamp"] == first["time"])
            #expect(state.delivered == 4 && state.undelivered == 0 && state.secret == nil && state.lastError == nil)
            #expect(state.partitions == [WebhookProgress(partition: 0, nextOffset: 6, lag: 0)])
            // A change of the address goes on where it was, and tells no secret.
            let moved = try await machine[0].putWebhook(on: "orders", to: "\(url)/2")
            #expect(moved.secret == nil && moved.lag == 0 && moved.types == [])
            try await machine[0].publish(#"{"value": "plain"}"#, to: "orders")
            try await machine[0].waitForWebhook("the next is delivered", of: "orders") { $0.delivered == 5 }
            let last = try #require(receiver.deliveries.last)
            #expect(last.path == "/hook/2" && last.data == "plain" && last.json["type"] == "orrery.record")
        }
    }

    @Test(
        "What fails is tried again under the same id while the next waits, then becomes a dead letter, which a replay delivers"
    )
    func deadLetters() async throws {
        try await WebhookReceiver.with(settings: ["webhooks.schedule": "1ms,1ms"]) { receiver, machine, url in
            receiver.answer { .init(status: $0.data?["n"] == 1 ? 500 : 200) }
            try await machine[0].create("orders")
            try await machine[0].putWebhook(on: "orders", to: url)
            try await machine[0].publish((0..<3).map { Self.order($0) }.joined(separator: ","), to: "orders")
            let state = try await machine[0].waitForWebhook("one is given up", of: "orders") { $0.lag == 0 }
            #expect(receiver.deliveries.compactMap { $0.data?["n"]?.intValue } == [0, 1, 1, 1, 2])
            let failed = receiver.deliveries.filter { $0.data?["n"] == 1 }
            #expect(Set(failed.map(\.id)).count == 1 && Set(failed.map(\.body)).count == 1)
            #expect(state.delivered == 2 && state.undelivered == 1 && state.lastError == "It answered 500.")
            #expect(state.failingSince == nil)
            let letters = try await machine[0].all(state.undeliveredTopic)
            #expect(letters.count == 1 && letters[0].key == "k" && letters[0].value == failed[0].json)
            let told = Dictionary(uniqueKeysWithValues: letters[0].headers?.map { ($0.name, $0.value) } ?? [])
            #expect(
                told["webhook-attempts"] == "3" && told["webhook-error"] == "It answered 500."
                    && told["webhook-name"] == "hook")

            let path = "/v1/topics/orders/webhooks/hook/replay"
            // It fails again, and is a letter again.
            #expect(try await machine[0].send(.post, path).status == 200)
            try await machine[0].waitForWebhook("it fails again", of: "orders") {
                $0.undelivered == 2 && $0.replaying == 0
            }
            receiver.answer { _ in .init() }
            _ = try await machine[0].send(.post, path)
            try await machine[0].waitForWebhook("it is delivered", of: "orders") {
                $0.delivered == 3 && $0.replaying == 0
            }
            let again = try #require(receiver.deliveries.last)
            #expect(again.id == failed[0].id && again.body == failed[0].body)
            // What was taken is not taken again.
            _ = try await machine[0].send(.post, path)
            #expect(try await machine[0].webhook(of: "orders").replaying == 0)
        }
    }

    @Test("A receiver that is gone disables its webhook, which keeps its place and goes on after a PUT")
    func gone() async throws {
        try await WebhookReceiver.with { receiver, machine, url in
            receiver.answer { _ in .init(status: 410) }
            try await machine[0].create("orders")
            try await machine[0].putWebhook(on: "orders", to: url)
            try await machine[0].publish(Self.order(0), to: "orders")
            try await machine[0].waitForWebhook("it is disabled", of: "orders") { $0.state == .gone }
            try await machine[0].publish(Self.order(1), to: "orders")
            receiver.answer { _ in .init() }
            #expect(try await machine[0].webhook(of: "orders").lag == 2)
            try await machine[0].putWebhook(on: "orders", to: url)
            try await machine[0].waitForWebhook("it goes on", of: "orders") { $0.delivered == 2 && $0.state == .active }
            #expect(receiver.deliveries.compactMap { $0.data?["n"]?.intValue } == [0, 0, 1])
        }
    }

    @Test("Who asks for time gets it, redirects are not followed, and a test event is sent once")
    func answers() async throws {
        try await WebhookReceiver.with { receiver, machine, url in
            receiver.answer { _ in .init(status: 429, headers: ["retry-after": "7000"]) }
            try await machine[0].create("orders")
            try await machine[0].putWebhook(on: "orders", to: url)
            try await machine[0].publish(Self.order(0), to: "orders")
            let state = try await machine[0].waitForWebhook("it waits", of: "orders") { $0.nextAttemptAt != nil }
            let next = try #require(state.nextAttemptAt)
            #expect(state.lastErrorAt.map { $0.duration(to: next) >= .seconds(7000) } == true)
            #expect(state.partitions?.map(\.attempts) == [1] && state.failingSince != nil)
            receiver.answer { _ in .init(status: 307, headers: ["location": "/elsewhere"]) }
            let path = "/v1/topics/orders/webhooks/hook/test"
            let report = try await machine[0].send(.post, path).decode(WebhookTestReport.self)
            #expect(!report.isDelivered && report.status == 307 && report.error?.contains("redirects") == true)
            #expect(receiver.deliveries.map(\.path) == ["/hook", "/hook"])
            receiver.answer { _ in .init() }
            let good = try await machine[0].send(.post, path).decode(WebhookTestReport.self)
            #expect(good.isDelivered && receiver.deliveries.last?.id == good.id)
            #expect(receiver.deliveries.last?.json["type"] == "orrery.webhook.test")
            // Its owner changes it, and what waits is tried at once.
            try await machine[0].putWebhook(on: "orders", to: url)
            try await machine[0].waitForWebhook("it is delivered", of: "orders") { $0.delivered == 1 }
        }
    }

    @Test("A webhook that is paused waits, and its place can be set anew")
    func seeking() async throws {
        try await WebhookReceiver.with { receiver, machine, url in
            try await machine[0].create("orders")
            try await machine[0].publish((0..<3).map { Self.order($0) }.joined(separator: ","), to: "orders")
            try await machine[0].putWebhook(on: "orders", to: url, #", "isPaused": true"#)
            let path = "/v1/topics/orders/webhooks/hook"
            #expect(try await machine[0].webhook(of: "orders").lag == 0)
            let sought = try await machine[0].send(.post, "\(path)/seek", #"{"from": "earliest"}"#)
            #expect(try sought.decode(EventWebhook.self).lag == 3)
            #expect(try await machine[0].send(.post, "\(path)/seek", "{}").fields == ["from"])
            try await machine[0].putWebhook(on: "orders", to: url)
            try await machine[0].waitForWebhook("all are delivered", of: "orders") { $0.delivered == 3 }
            #expect(receiver.deliveries.count == 3)
            #expect(try await machine[0].send(.delete, path).status == 204)
            #expect(try await machine[0].send(.get, path).code == "webhook_not_found")
            #expect(try await machine[0].send(.delete, path).status == 404)
        }
    }

    @Test("Instances share the webhooks out, and when one ends nothing is lost or repeated")
    func handover() async throws {
        try await WebhookReceiver.with(2) { receiver, machine, url in
            try await machine[0].create("orders", partitions: 2)
            let hooks = (0..<8).map { "hook\($0)" }
            for hook in hooks { try await machine[0].putWebhook(hook, on: "orders", to: "\(url)/\(hook)") }
            for number in 0..<20 {
                try await machine[1].publish(#"{"key": "k\#(number % 4)", "value": {"n": \#(number)}}"#, to: "orders")
                if number == 10 { machine[0].service.drainBegins() }
            }
            for hook in hooks {
                try await machine[1].waitForWebhook("\(hook) is at the end", hook, of: "orders") { $0.lag == 0 }
            }
            for hook in hooks {
                let taken = receiver.deliveries.filter { $0.path == "/hook/\(hook)" }
                #expect(taken.compactMap { $0.data?["n"]?.intValue }.sorted() == (0..<20).map(Int64.init))
                for partition in [0, 1] as [Int64] {
                    let offsets = taken.filter { $0.json["logpartition"] == .int(partition) }.compactMap {
                        $0.json["logoffset"]?.intValue
                    }
                    #expect(offsets == offsets.sorted())
                }
            }
        }
    }

    @Test(
        "The library of Standard Webhooks verifies what is sent, also while a secret is replaced",
        .enabled(if: TestProgram.preparedPython != nil, "needs the library that orrery test installs"))
    func library() async throws {
        let python = try #require(TestProgram.preparedPython)
        try await EventsMachine.with(settings: ["webhooks.networks": "127.0.0.0/8"]) { machine in
            let words = try await python.run([
                TestProgram.script("webhooks.py"), "http://127.0.0.1:\(machine[0].port)",
            ]).output
            #expect(words.hasSuffix("passed\n"), "\(words)")
        }
    }
}

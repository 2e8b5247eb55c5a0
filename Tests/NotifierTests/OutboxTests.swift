import Foundation
import HTTPTypes
import MailSink
import MeshCore
import MeshTestKit
import Testing

@testable import Notifier

@Suite("Notifications reach their recipients once", .enabled(if: DebianPython.isThere))
struct OutboxTests {
    @Test("A mail is sent once for its key, and says why")
    func once() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        try await NotifierInstance.with(directory: directory.path, settings: Self.settings(sink)) { notifier in
            let request = Self.request("order-1", to: ["mary@example.org", "bob@example.org"])
            let first = try await notifier.send(.post, "/v1/notifications", request)
            #expect(first.status == 202, "\(first)")
            #expect(first.json["created"] == 2)
            let again = try await notifier.send(.post, "/v1/notifications", request)
            #expect(again.json["created"] == 0)
            #expect(Self.ids(again) == Self.ids(first))
            for id in Self.ids(first) {
                let sent = try await notifier.wait(for: id, toBe: "sent")
                let verdicts = sent["decisions"]?.arrayValue?.compactMap { $0["verdict"]?.stringValue }
                #expect(verdicts == ["queued", "begun", "accepted"])
                #expect(sent["messageID"]?.stringValue?.hasSuffix("@example.com>") == true)
            }
        }
        #expect(Set(try sink.mails.compactMap(\.recipients)) == [["mary@example.org"], ["bob@example.org"]])
        #expect(try sink.mails.count == 2)
    }

    @Test(
        "What fails for a while is sent later, what is refused is given up, and a mailbox that is not there is left alone"
    )
    func failures() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        try await NotifierInstance.with(directory: directory.path, settings: Self.settings(sink)) { notifier in
            let request = Self.request("k", to: ["grey@example.org", "spam@example.org", "nobody@example.org"])
            let ids = Self.ids(try await notifier.send(.post, "/v1/notifications", request))
            let grey = try await notifier.wait(for: ids[0], toBe: "sent")
            #expect(grey["attempts"] == 2)
            let spam = try await notifier.wait(for: ids[1], toBe: "dead")
            #expect(spam["problem"] == "554 5.7.1 Refused")
            _ = try await notifier.wait(for: ids[2], toBe: "dead")

            let listed = try await notifier.send(.get, "/v1/notifications/deliveries?state=dead&limit=1")
            #expect(listed.json["items"]?.arrayValue?.count == 1)
            let cursor = try #require(listed.json["nextCursor"]?.stringValue)
            let rest = try await notifier.send(.get, "/v1/notifications/deliveries?state=dead&cursor=\(cursor)")
            #expect(rest.json["items"]?.arrayValue?.count == 1)
            #expect(rest.json["nextCursor"] == nil)

            let next = try await notifier.send(
                .post, "/v1/notifications", Self.request("l", to: ["spam@example.org", "nobody@example.org"]))
            _ = try await notifier.wait(for: Self.ids(next)[0], toBe: "dead")
            let left = try await notifier.wait(for: Self.ids(next)[1], toBe: "suppressed")
            #expect(left["problem"] == "bounce")

            let revived = try await notifier.send(.post, "/v1/notifications/deliveries/\(ids[1])/retry")
            #expect(revived.status == 202)
            let dead = try await notifier.wait(for: ids[1], toBe: "dead")
            #expect(dead["decisions"]?.arrayValue?.contains { $0["verdict"] == "revived" } == true)
            #expect(try await notifier.send(.post, "/v1/notifications/deliveries/\(ids[0])/retry").status == 409)
        }
        #expect(try sink.mails.filter { $0.recipients == ["grey@example.org"] }.count == 1)
    }

    @Test("Where the server's answer is lost, the second mail is the first one again")
    func ambiguous() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        var settings = Self.settings(sink)
        settings["mail.retry.age"] = "2s"
        try await NotifierInstance.with(directory: directory.path, settings: settings) { notifier in
            let ids = Self.ids(
                try await notifier.send(.post, "/v1/notifications", Self.request("k", to: ["drop@example.org"])))
            try await waitUntil("two attempts") { try sink.mails.count >= 2 }
            let delivery = try await notifier.wait(for: ids[0], toBe: "dead")
            #expect(delivery["decisions"]?.arrayValue?.contains { $0["verdict"] == "ambiguous" } == true)
        }
        #expect(Set(try sink.mails.compactMap(\.content)).count == 1)
    }

    @Test("When one server is away, the next one takes the mail")
    func failover() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        let servers = "smtp+plain://127.0.0.1:1,smtp+plain://localhost:\(sink.port)"
        try await NotifierInstance.with(directory: directory.path, settings: ["mail.servers": servers]) { notifier in
            let ids = Self.ids(
                try await notifier.send(.post, "/v1/notifications", Self.request("k", to: ["a@example.org"])))
            #expect(try await notifier.wait(for: ids[0], toBe: "sent")["attempts"] == 1)
        }
    }

    @Test("Two instances share the mails of one outbox, and send none twice")
    func sharing() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        let settings = Self.settings(sink)
        try await NotifierInstance.with(directory: directory.path, settings: settings) { one in
            try await NotifierInstance.with(directory: directory.path, settings: settings) { other in
                for number in 0..<10 {
                    let request = Self.request("k\(number)", to: (0..<20).map { "r\($0)@example.org" })
                    let answer = try await (number.isMultiple(of: 2) ? one : other).send(
                        .post, "/v1/notifications", request)
                    #expect(answer.json["created"] == 20)
                }
                try await waitUntil("all mails", state: { "\((try? sink.mails.count) ?? 0) mails" }) {
                    try await one.service.store.waiting() == 0
                }
            }
        }
        #expect(try sink.mails.count == 200)
    }

    @Test("Reading a link ends nothing; posting to it ends what waits too")
    func unsubscribing() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        var settings = Self.settings(sink)
        settings["public.url"] = "https://shop.example.com/"
        try await NotifierInstance.with(directory: directory.path, settings: settings) { notifier in
            let sent = try await notifier.send(
                .post, "/v1/notifications", Self.request("1", to: ["mary@example.org"], category: "offers"))
            _ = try await notifier.wait(for: Self.ids(sent)[0], toBe: "sent")
            let mail = try #require(try sink.mails.first?.content).replacing("\r\n ", with: " ")
            #expect(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
            let path = String(
                try #require(mail.firstMatch(of: /List-Unsubscribe: <https:\/\/shop.example.com([^>]+)>/)).1)

            let page = try await notifier.send(.get, path, token: nil)
            #expect(page.status == 200 && page.text.contains("mary@example.org"))
            #expect(try await notifier.send(.get, Self.suppressions).json["items"] == [])
            let type = "application/x-www-form-urlencoded"
            #expect(try await notifier.send(.post, path, text: "x=y", type: type).status == 400)
            #expect(
                try await notifier.send(.post, path + "x", text: "List-Unsubscribe=One-Click", type: type).status == 404
            )
            let done = try await notifier.send(.post, path, text: "List-Unsubscribe=One-Click", type: type)
            #expect(done.status == 200, "\(done)")

            for (category, state) in [("offers", "suppressed"), ("orders", "sent"), ("news", "sent")] {
                let next = try await notifier.send(
                    .post, "/v1/notifications",
                    Self.request("2", to: ["mary@example.org"], category: category, tenant: category))
                _ = try await notifier.wait(for: Self.ids(next)[0], toBe: state)
            }
            #expect(try sink.mails.contains { $0.content?.contains("List-Unsubscribe") == false })
            #expect(try await notifier.send(.delete, Self.suppressions).status == 204)
            #expect(try await notifier.send(.delete, Self.suppressions).status == 404)
        }
    }

    @Test("What is wrong with a request is told by its field")
    func validation() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let cases: [(JSONValue, String)] = [
                (Self.request("k", to: ["no address"]), "recipients[0].email"),
                (
                    [
                        "key": "k", "category": "c", "recipients": [["account": "a"]], "channels": ["email"],
                        "content": ["subject": "s", "text": "t"],
                    ], "recipients[0].email"
                ),
                (
                    [
                        "key": "k", "category": "c", "recipients": [["email": "a@b.org"]], "channels": ["inbox"],
                        "content": ["subject": "s", "text": "t"],
                    ], "recipients[0].account"
                ),
                (
                    ["key": "k", "category": "c", "recipients": [["email": "a@b.org"]], "channels": ["email"]],
                    "content"
                ),
                (
                    [
                        "key": "k", "category": "c", "recipients": [["email": "a@b.org"]], "channels": ["email"],
                        "content": ["subject": "s", "text": "t"], "values": 3,
                    ], "values"
                ),
            ]
            for (request, field) in cases {
                let answer = try await notifier.send(.post, "/v1/notifications", request)
                #expect(answer.status == 400 && answer.fields == [field], "\(field): \(answer)")
            }
            #expect(try await notifier.send(.post, "/v1/notifications", cases[0].0, token: "mary").status == 403)
        }
    }

    private static let suppressions = "/v1/notifications/suppressions/mary@example.org"

    static func settings(_ sink: MailSink) -> [String: String] {
        ["mail.servers": "smtp+plain://localhost:\(sink.port)"]
    }

    static func request(
        _ key: String, to addresses: [String], category: String = "offers", tenant: String = "shop"
    ) -> JSONValue {
        [
            "tenant": .string(tenant), "key": .string(key), "category": .string(category), "channels": ["email"],
            "recipients": .array(addresses.map { ["email": .string($0)] }),
            "content": ["subject": "Hello", "text": "World"],
        ]
    }

    static func ids(_ answer: NotifierInstance.Answer) -> [String] {
        (answer.json["deliveries"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue }
    }
}

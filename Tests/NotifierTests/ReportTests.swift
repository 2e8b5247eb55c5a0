import Foundation
import HTTPTypes
import MailSink
import MeshCore
import MeshStore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("Mails that come back, tests of templates, and what is old", .enabled(if: DebianPython.isThere))
struct ReportTests {
    private static let reports = "/v1/notifications/mail/reports"

    @Test("A bounce or a complaint is noted on its delivery, and nothing else goes to the address")
    func reports() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        try await NotifierInstance.with(directory: directory.path, settings: OutboxTests.settings(sink)) { notifier in
            let sent = try await notifier.send(
                .post, "/v1/notifications", OutboxTests.request("k", to: ["mary@example.org", "bob@example.org"]))
            let ids = OutboxTests.ids(sent)
            for id in ids { _ = try await notifier.wait(for: id, toBe: "sent") }
            let bounce = Self.report(
                "message/delivery-status",
                "Reporting-MTA: dns; a\nOriginal-Envelope-Id: \(ids[0])\n\nAction: failed\nStatus: 5.1.1\n", "<x@y>")
            let receipt = try await notifier.send(
                .post, Self.reports, text: bounce, type: "message/rfc822", token: "admin")
            #expect(receipt.json == ["delivery": .string(ids[0]), "isSuppressed": true], "\(receipt)")
            let dead = try await notifier.wait(for: ids[0], toBe: "dead")
            #expect(dead["problem"] == "came back: 5.1.1")

            let message = try #require(try await notifier.wait(for: ids[1], toBe: "sent")["messageID"]?.stringValue)
            let complaint = Self.report("message/feedback-report", "Feedback-Type: abuse\nVersion: 1\n", message)
            for _ in 0..<2 {
                let told = try await notifier.send(
                    .post, Self.reports, text: complaint, type: "message/rfc822", token: "admin")
                #expect(told.json["delivery"]?.stringValue == ids[1] && told.json["isSuppressed"] == true, "\(told)")
            }
            let record = try await notifier.wait(for: ids[1], toBe: "sent")["decisions"]?.arrayValue ?? []
            #expect(record.filter { $0["verdict"] == "reported" }.map { $0["detail"] } == ["complaint (abuse)"])
            let next = try await notifier.send(
                .post, "/v1/notifications", OutboxTests.request("l", to: ["mary@example.org", "bob@example.org"]))
            for (id, reason) in zip(OutboxTests.ids(next), ["bounce", "complaint"]) {
                #expect(try await notifier.wait(for: id, toBe: "suppressed")["problem"]?.stringValue == reason)
            }

            let foreign = Self.report("message/feedback-report", "Feedback-Type: abuse\n", "<other@example.org>")
            let unknown = try await notifier.send(
                .post, Self.reports, text: foreign, type: "message/rfc822", token: "admin")
            #expect(unknown.json == ["isSuppressed": false])
            let none = try await notifier.send(
                .post, Self.reports, text: "Hello", type: "message/rfc822", token: "admin")
            #expect(none.status == 400 && none.fields == ["body"])
            #expect(
                try await notifier.send(.post, Self.reports, text: bounce, type: "message/rfc822", token: "mary").status
                    == 403)
        }
    }

    @Test("A template is sent to see it, each time anew")
    func testing() async throws {
        let (sink, directory) = (try MailSink(), try TemporaryDirectory())
        try await NotifierInstance.with(directory: directory.path, settings: OutboxTests.settings(sink)) { notifier in
            let path = "/v1/notifications/templates/hello"
            _ = try await notifier.send(.put, "\(path)/de", ["subject": "Hallo {{name}}", "text": "Text"])
            let body: JSONValue = ["email": "mary@example.org", "locale": "de", "values": ["name": "Mary"]]
            for _ in 0..<2 {
                let sent = try await notifier.send(.post, "\(path)/test", body)
                #expect(sent.status == 202 && sent.json["created"] == 1, "\(sent)")
                _ = try await notifier.wait(for: OutboxTests.ids(sent)[0], toBe: "sent")
            }
            #expect(try await notifier.send(.post, "\(path)/test", ["email": "nobody"]).fields == ["email"])
            #expect(try await notifier.send(.post, "\(path)x/test", body).status == 404)
        }
        #expect(try sink.mails.filter { $0.content?.contains("Subject: Hallo Mary") == true }.count == 2)
    }

    @Test("What is done with is removed when it is old, and what waits is not")
    func sweeping() async throws {
        let (directory, clock) = (try TemporaryDirectory(), VirtualWallClock())
        let store = NotifierStore(
            store: try Store.open(
                path: directory.path("notifier.sqlite"), migrations: NotifierSchema.migrations, clock: clock),
            clock: clock)
        let sweeper = Sweeper(store: store, deliveries: .seconds(100), inbox: .seconds(200))
        let deliveries = (0..<1200).map { number in
            NewDelivery(
                id: .make(), tenant: "shop", key: "\(number)", category: "offers",
                channel: number == 0 ? .email : .inbox,
                recipient: "r", name: nil, content: NotificationContent(subject: "s", text: "t"), source: nil,
                due: clock.now())
        }
        _ = try await store.enqueue(deliveries)
        clock.advance(by: .seconds(100))
        #expect(try await sweeper.sweep() == 0)
        clock.advance(by: .milliseconds(1))
        #expect(try await sweeper.sweep() == 1199)
        #expect(try await store.deliveries(in: nil, before: nil, limit: 10).map(\.key) == ["0"])
        #expect(try await store.inbox(of: "r", before: nil, limit: 10).unread == 1199)
        #expect(try await store.queues()[.email]?.count == 1)
        clock.advance(by: .seconds(100))
        #expect(try await sweeper.sweep() == 1199)
        #expect(try await store.inbox(of: "r", before: nil, limit: 10).unread == 0)
        #expect(try await store.enqueue(Array(deliveries[1...1])).created == 1)
    }

    private static func report(_ type: String, _ fields: String, _ message: String) -> String {
        """
        Content-Type: multipart/report; boundary=x

        --x
        Content-Type: \(type)

        \(fields)
        --x
        Content-Type: text/rfc822-headers

        Message-ID: \(message)

        --x--
        """
    }
}

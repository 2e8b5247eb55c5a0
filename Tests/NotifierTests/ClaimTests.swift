import MeshCore
import MeshStore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("Claims on mails")
struct ClaimTests {
    private let directory: TemporaryDirectory
    private let clock = VirtualWallClock()
    private let store: NotifierStore
    private static let term: Duration = .seconds(30)

    init() throws {
        directory = try TemporaryDirectory()
        store = NotifierStore(
            store: try Store.open(
                path: directory.path("notifier.sqlite"), migrations: NotifierSchema.migrations, clock: clock),
            clock: clock)
    }

    @Test("A mail is one instance's, until its claim ends; what it says afterwards changes nothing")
    func takeover() async throws {
        let id = try await ask("k")
        let first = try #require(try await claim("a").first)
        #expect(try await claim("b").isEmpty)
        clock.advance(by: Self.term - .milliseconds(1))
        #expect(try await claim("b").isEmpty)
        clock.advance(by: .milliseconds(1))
        let second = try #require(try await claim("b").first)
        #expect(second.claim > first.claim && second.attempts == 2)
        #expect(try await store.finish(first, .sent(detail: "late"), next: nil, messageID: "<1@a>") == false)
        #expect(try await store.delivery(id)?.state == .pending)
        #expect(try await store.finish(second, .sent(detail: "in time"), next: nil, messageID: "<1@a>"))
        #expect(try await store.finish(second, .sent(detail: "twice"), next: nil, messageID: "<1@a>") == false)
        let delivery = try await store.delivery(id)
        #expect(delivery?.state == .sent && delivery?.attempts == 2 && delivery?.messageID == "<1@a>")
        #expect(delivery?.decisions?.map(\.verdict) == [.queued, .begun, .begun, .accepted])
        clock.advance(by: .seconds(86_400))
        #expect(try await claim("a").isEmpty)
    }

    @Test("An instance that lives keeps its claims")
    func renewing() async throws {
        _ = try await ask("k")
        #expect(try await claim("a").count == 1)
        for _ in 0..<5 {
            clock.advance(by: Self.term - .seconds(1))
            try await store.renewClaims(of: "a", term: Self.term)
            try await store.renewClaims(of: "b", term: Self.term)
            #expect(try await claim("b").isEmpty)
        }
        clock.advance(by: Self.term)
        #expect(try await claim("b").count == 1)
    }

    @Test("What is retried waits for its time, and is nobody's until then")
    func retrying() async throws {
        let id = try await ask("k")
        let mail = try #require(try await claim("a").first)
        let next = clock.now() + .seconds(600)
        try await store.finish(mail, .retry(.deferred, detail: "450 later"), next: next, messageID: nil)
        try await store.renewClaims(of: "a", term: Self.term)
        #expect(try await store.delivery(id)?.nextAttemptAt == next)
        #expect(try await claim("b").isEmpty)
        clock.advance(by: .seconds(600))
        let again = try #require(try await claim("b").first)
        try await store.finish(again, .retry(.deferred, detail: "450 later"), next: nil, messageID: nil)
        let dead = try await store.delivery(id)
        #expect(dead?.state == .dead && dead?.problem == "450 later")
        #expect(
            dead?.decisions?.map(\.verdict) == [.queued, .begun, .deferred, .begun, .deferred, .dead])
    }

    @Test("What goes to a suppressed address is given up when its time comes, for its category or for all")
    func suppression() async throws {
        let ids = [try await ask("offer", category: "offers"), try await ask("order", category: "orders")]
        try await store.suppress("mary@example.org", category: "offers", PutSuppression(reason: .unsubscribe))
        let claimed = try await claim("a")
        #expect(claimed.map(\.id) == [ids[1]])
        #expect(try await store.delivery(ids[0])?.state == .suppressed)
        let last = try await ask("last", category: "orders")
        try await store.suppress("mary@example.org", PutSuppression(reason: .complaint))
        #expect(try await claim("a").isEmpty)
        #expect(try await store.delivery(last)?.problem == "complaint")
    }

    @Test("What is for later is not sent, and not in an inbox, before")
    func notBefore() async throws {
        let due = clock.now() + .seconds(60)
        _ = try await ask("mail", due: due)
        _ = try await ask("inbox", channel: .inbox, due: due)
        #expect(try await claim("a").isEmpty)
        #expect(try await store.fillInboxes(limit: 10) == 0)
        clock.advance(by: .seconds(60))
        #expect(try await claim("a").count == 1)
        #expect(try await store.fillInboxes(limit: 10) == 1)
        #expect(try await store.fillInboxes(limit: 10) == 0)
        #expect(try store.news(for: "mary@example.org", after: 0, limit: 10).map(\.subject) == ["inbox"])
    }

    /// Asks for a notification.
    private func ask(
        _ key: String, category: String = "offers", channel: NotificationChannel = .email, due: Timestamp? = nil
    ) async throws -> Delivery.ID {
        let delivery = NewDelivery(
            id: .make(), tenant: "shop", key: key, category: category, channel: channel, recipient: "mary@example.org",
            name: nil, content: NotificationContent(subject: key, text: ""), source: nil, due: due ?? clock.now())
        let (all, created) = try await store.enqueue([delivery, delivery])
        #expect(created == 1 && all.count == 2 && all[0] == all[1])
        return try #require(all.first).id
    }

    private func claim(_ owner: String) async throws -> [ClaimedDelivery] {
        try await store.claim(.email, by: owner, limit: 10, term: Self.term)
    }
}

import GRDB
import HTTPTypes
import MeshCore
import MeshStore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("An account that is erased leaves nothing, and gets nothing")
struct ErasureTests {
    private let directory: TemporaryDirectory
    private let clock = VirtualWallClock()
    private let store: NotifierStore

    init() throws {
        directory = try TemporaryDirectory()
        store = NotifierStore(
            store: try Store.open(
                path: directory.path("notifier.sqlite"), migrations: NotifierSchema.migrations, clock: clock),
            clock: clock)
    }

    @Test("All that is kept of it goes, more than one transaction takes, and all of others stays")
    func whole() async throws {
        try await store.set(CategoryRule(category: "news", channel: .email, digestSeconds: 3600))
        for account in ["acc_mary", "acc_bob"] {
            try await store.set(
                DeliveryPreferences(
                    choices: [PreferenceChoice(category: "offers", channel: .email, isWanted: false)],
                    timeZone: "Europe/Vienna"), quiet: nil, of: account)
            try await ask((0..<1200).map { "\($0)" }, .inbox, of: account)
            try await ask(["news"], .email, of: account)
            try await ask(["offers"], .email, of: account)
            try await alert("payments.attempts/2026-01-01T00:00:00Z/\(account)")
        }
        try await alert("payments.declined/2026-01-01T00:00:00Z")
        _ = try await store.claim(.email, by: "a", limit: 10, term: .seconds(30))
        for account in ["acc_mary", "acc_bob"] {
            try await store.suppress("\(account)@example.org", PutSuppression(reason: .manual))
        }
        let before = try await mentions()
        #expect(before["acc_mary"] == before["acc_bob"] && before["notifier_digest"] == 2, "\(before)")

        try await store.erase(account: "acc_mary")
        let after = try await mentions()
        // What knows it by its number, and the address that is not written to.
        #expect(after["acc_mary"] == 2 && after["acc_bob"] == before["acc_bob"], "\(after)")
        #expect(after["notifier_digest"] == 1 && after["notifier_alert"] == 2, "\(after)")
        let (items, unread) = try await store.inbox(of: "acc_mary", before: nil, limit: 10)
        #expect(items.isEmpty && unread == 0)
        try await store.erase(account: "acc_mary")
        #expect(try await mentions() == after)
    }

    @Test("What is asked for it later is answered, and not kept; nor is what is told of it")
    func later() async throws {
        try await store.erase(account: "acc_mary")
        let asked = try await ask(["late"], .inbox, of: "acc_mary", "acc_bob")
        #expect(asked.created == 1 && asked.all.map(\.recipient) == ["acc_bob"])
        #expect(try await store.inbox(of: "acc_mary", before: nil, limit: 10).items.isEmpty)
        for account in ["acc_mary", "acc_bob"] { try await alert("payments.attempts/2026-01-01T00:00:00Z/\(account)") }
        #expect(try await mentions()["notifier_alert"] == 1)
    }

    @Test("A mail that was with a server when its account was erased is not sent again")
    func inFlight() async throws {
        try await ask(["one"], .email, of: "acc_mary")
        let mail = try #require(try await store.claim(.email, by: "a", limit: 1, term: .seconds(30)).first)
        try await store.erase(account: "acc_mary")
        let retry = DeliveryVerdict.retry(.deferred, detail: "451")
        #expect(try await store.finish(mail, retry, next: clock.now(), messageID: nil) == false)
        #expect(try await store.claim(.email, by: "b", limit: 1, term: .seconds(30)).isEmpty)
    }

    @Test("The workflow that erases may ask for it, and nobody else")
    func access() async throws {
        try await NotifierInstance.with(directory: try TemporaryDirectory().path) { notifier in
            for token in ["mary", "admin"] {
                let answer = try await notifier.send(.delete, "/internal/accounts/acc_mary", token: token)
                #expect(answer.status == 403, "\(answer)")
            }
        }
    }

    @discardableResult
    private func ask(
        _ keys: [String], _ channel: NotificationChannel, of accounts: String...
    ) async throws -> (all: [Delivery], created: Int) {
        try await store.enqueue(
            accounts.flatMap { account in
                keys.map { key in
                    NewDelivery(
                        id: .make(), tenant: "shop", key: key, category: channel == .email ? key : "orders",
                        channel: channel, recipient: channel == .email ? "\(account)@example.org" : account, name: nil,
                        account: account, locale: nil, content: NotificationContent(subject: key, text: key),
                        source: nil, due: clock.now())
                }
            })
    }

    private func alert(_ key: String) async throws {
        let firing = FiringAlert(key: key, group: "payments", severity: .warning, title: key)
        let report = ReportAlerts(firing: [firing], recipients: [], channels: [], nature: .event)
        _ = try await store.report(report, of: "anomalies") { _ in [] }
    }

    /// How many values of all tables name an account, and how many rows a table has.
    private func mentions() async throws -> [String: Int] {
        try await store.store.read { db in
            var found: [String: Int] = [:]
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'notifier_%'")
            for table in tables {
                for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table)") {
                    found[table, default: 0] += 1
                    for case .string(let text) in row.databaseValues.map(\.storage) {
                        for account in ["acc_mary", "acc_bob"] where text.contains(account) {
                            found[account, default: 0] += 1
                        }
                    }
                }
            }
            return found
        }
    }
}

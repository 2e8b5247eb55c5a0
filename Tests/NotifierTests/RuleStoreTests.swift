import Logging
import MeshCore
import MeshStore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("What becomes of deliveries by the rules, in the store")
struct RuleStoreTests {
    private let directory: TemporaryDirectory
    private let clock = VirtualWallClock()
    private var store: NotifierStore
    private static let address = "mary@example.org"

    /// One zone, whatever its name.
    private struct OneZone: TimeZoneSource {
        let rules: TimeZoneRules

        func rules(named name: String) -> TimeZoneRules? { rules }
    }

    init() throws {
        directory = try TemporaryDirectory()
        store = NotifierStore(
            store: try Store.open(
                path: directory.path("notifier.sqlite"), migrations: NotifierSchema.migrations, clock: clock),
            clock: clock, mandatory: ["security"])
    }

    @Test("Over generated histories, each goes when a naive model says, or into the digest that it says")
    func histories() async throws {
        let zones = try ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"].map {
            try ZoneFiles.rules($0)
        }
        var kinds: [String: Int] = [:]
        for seed in 0..<80 {
            var random = SplitMix64(seed: UInt64(seed))
            let history = NaiveHistory(zone: zones[random.below(zones.count)], random: &random)
            // Addresses are suppressed, accounts are not.
            if history.isSuppressed, history.channel == .inbox { continue }
            let outcomes = try await outcomes(of: history, seed)
            guard outcomes == history.naive() else {
                Issue.record("seed \(seed): \(outcomes), expected \(history.naive()), of \(history)")
                return
            }
            for outcome in outcomes { kinds["\(outcome)".prefix { $0 != "(" }.description, default: 0] += 1 }
        }
        #expect(kinds.count == 4 && kinds.values.allSatisfy { $0 > 5 }, "\(kinds)")
    }

    @Test("Why something waits, is gathered or is not sent is on record")
    func record() async throws {
        clock.set(try #require(Timestamp("2026-01-10T22:30:00Z")))
        let night = DeliveryPreferences(
            choices: [PreferenceChoice(category: "news", channel: .email, isWanted: false)],
            timeZone: "Europe/Berlin", quietHours: QuietHoursSetting(start: "22:00", end: "07:00"))
        try await store.set(night, quiet: night.quietHours.flatMap { QuietHours($0) }, of: "acc_mary")
        #expect(try await store.preferences(of: "acc_mary") == night)
        try await store.set(
            CategoryRule(category: "offers", channel: .email, throttle: ThrottleSetting(limit: 1, seconds: 60)))
        let quiet = try await ask("offers", "quiet")
        let unwanted = try await ask("news", "unwanted")
        let mandatory = try await ask("security", "mandatory")
        #expect(try await claim().map(\.id) == [mandatory])
        let waiting = try await store.delivery(quiet)
        #expect(waiting?.state == .pending && waiting?.nextAttemptAt == Timestamp("2026-01-11T06:00:00Z"))
        #expect(waiting?.decisions?.last?.verdict == .postponed)
        #expect(waiting?.decisions?.last?.detail == "until 2026-01-11T06:00:00.000Z, quiet hours")
        #expect(try await store.delivery(unwanted)?.problem == "unwanted")

        clock.set(try #require(Timestamp("2026-01-11T06:00:00Z")))
        let next = try await ask("offers", "next")
        #expect(try await claim().map(\.id) == [quiet])
        #expect(
            try await store.delivery(next)?.decisions?.last?.detail
                == "until 2026-01-11T06:01:00.000Z, throttled to 1 in 60 s")
    }

    @Test("A digest is closed by one of two, tells all that was gathered, and goes as one mail")
    func digest() async throws {
        try await store.set(CategoryRule(category: "news", channel: .email, digestSeconds: 3600))
        let first = try await ask("news", "one")
        #expect(try await claim().isEmpty)
        clock.advance(by: .seconds(1800))
        let second = try await ask("news", "two")
        let other = try await ask("offers", "other")
        #expect(try await claim().map(\.id) == [other])
        #expect(try await store.dueDigests(limit: 10).isEmpty)
        clock.advance(by: .seconds(1800))
        // It opens the next one.
        let late = try await ask("news", "late")
        #expect(try await claim().isEmpty)

        let due = try await store.dueDigests(limit: 10)
        let digest = try #require(due.first)
        #expect(due.count == 1 && digest.items.map(\.subject) == ["one", "two"])
        var stale = digest
        stale.window = DigestWindow(
            opened: digest.window.opened, ends: digest.window.ends, count: 1, revision: digest.window.revision - 1)
        let content = DigestWriter.content(of: digest, [])
        #expect(try await store.close(stale, saying: content) == false)
        async let one = store.close(digest, saying: content)
        async let two = store.close(digest, saying: content)
        #expect(try await [one, two].count { $0 } == 1)
        #expect(try await store.dueDigests(limit: 10).isEmpty)

        let mail = try #require(try await claim().first)
        #expect(mail.key == "digest/\(digest.id)" && mail.content.subject == "2 notifications: news")
        #expect(mail.content.text.contains("one") && mail.content.text.contains("two"))
        for id in [first, second] {
            let gathered = try await store.delivery(id)
            #expect(gathered?.state == .gathered && gathered?.finishedAt == clock.now())
            #expect(gathered?.decisions?.last?.detail == "goes out as \(mail.id)")
        }
        #expect(try await store.delivery(late)?.finishedAt == nil)
    }

    @Test("A digest says what its template says, in the recipient's language")
    func wording() async throws {
        try await store.set(CategoryRule(category: "news", channel: .inbox, digestSeconds: 60))
        for key in ["one", "two"] { _ = try await ask("news", key, channel: .inbox, locale: "de-AT") }
        clock.advance(by: .seconds(60))
        for (locale, subject) in [("en", "{{count}} things"), ("de", "{{count}} Dinge")] {
            _ = try await store.addTemplate(
                DigestWriter.template, locale: locale,
                NotificationContent(subject: subject, text: "{{#items}}{{subject}};{{/items}}"))
        }
        let desk = DueDesk(store: store, bells: [], pauses: ContinuousClock(), logger: Logger(label: "test"))
        #expect(try await desk.closeDue() == 1)
        let items = try store.news(for: Self.address, after: 0, limit: 10)
        #expect(items.map(\.subject) == ["2 Dinge"] && items.map(\.text) == ["one;two;"])
    }

    private func ask(
        _ category: String, _ key: String, channel: NotificationChannel = .email, account: String = "acc_mary",
        recipient: String = Self.address, locale: String? = nil
    ) async throws -> Delivery.ID {
        let delivery = NewDelivery(
            id: .make(), tenant: "shop", key: key, category: category, channel: channel, recipient: recipient,
            name: nil, account: account, locale: locale, content: NotificationContent(subject: key, text: key),
            source: nil, due: clock.now())
        return try #require(try await store.enqueue([delivery]).all.first).id
    }

    /// Sends what goes now.
    private func claim() async throws -> [ClaimedDelivery] {
        let mails = try await store.claim(.email, by: "a", limit: 10, term: .seconds(30))
        for mail in mails { try await store.finish(mail, .sent(detail: "250"), next: nil, messageID: nil) }
        return mails
    }

    /// Lets a history happen in the store.
    private func outcomes(of history: NaiveHistory, _ seed: Int) async throws -> [NaiveHistory.Outcome] {
        var store = store
        store.zones = OneZone(rules: history.zone)
        let recipient = "r\(seed)@example.org"
        let wanted = DeliveryPreferences(timeZone: "Any/Zone")
        try await store.set(
            DeliveryPreferences(
                choices: Self.distinct(history.choices), timeZone: wanted.timeZone),
            quiet: history.quiet.flatMap { QuietHours(start: $0.start, end: $0.end) }, of: recipient)
        try await store.set(
            CategoryRule(
                category: history.category, channel: history.channel,
                throttle: history.throttle.map { ThrottleSetting(limit: $0.limit, seconds: Int($0.hours) * 3600) },
                digestSeconds: history.digestHours.map { Int($0) * 3600 }))
        if history.isSuppressed { try await store.suppress(recipient, PutSuppression(reason: .manual)) }
        var asked: [Delivery.ID] = []
        while let next = try await nextMoment(history, asked) {
            clock.set(next)
            if asked.count < history.moments.count, history.moments[asked.count] == next.secondsSince1970 {
                asked.append(
                    try await ask(
                        history.category, "\(asked.count)", channel: history.channel, account: recipient,
                        recipient: recipient))
            }
            _ = try await store.fillInboxes(limit: 10)
            for mail in try await store.claim(.email, by: "a", limit: 10, term: .seconds(30)) {
                try await store.finish(mail, .sent(detail: "250"), next: nil, messageID: nil)
            }
        }
        var digests: [String] = []
        var outcomes: [NaiveHistory.Outcome] = []
        for id in asked { outcomes.append(try await outcome(of: id, &digests)) }
        return outcomes
    }

    private func nextMoment(_ history: NaiveHistory, _ asked: [Delivery.ID]) async throws -> Timestamp? {
        var moments = history.moments.dropFirst(asked.count).prefix(1).map { Timestamp(secondsSince1970: $0) }
        for id in asked {
            if let due = try await store.delivery(id)?.nextAttemptAt { moments.append(due) }
        }
        return moments.min()
    }

    private func outcome(of id: Delivery.ID, _ digests: inout [String]) async throws -> NaiveHistory.Outcome {
        let delivery = try #require(try await store.delivery(id))
        switch delivery.state {
        case .sent: return .sent(try #require(delivery.finishedAt).secondsSince1970)
        case .gathered:
            let words = try #require(delivery.decisions?.last).detail.split(separator: " ").map(String.init)
            if !digests.contains(words[3]) { digests.append(words[3]) }
            let end = try #require(Timestamp(String(words[1].dropLast())))
            return .gathered(digests.count, until: end.secondsSince1970)
        case .suppressed: return delivery.problem == "unwanted" ? .unwanted : .suppressed
        case .pending, .dead: throw StoreError.corrupt(path: "", detail: "\(delivery)")
        }
    }

    /// What the last choice for each place is.
    private static func distinct(_ choices: [Preferences.Choice]) -> [PreferenceChoice] {
        choices.reduce(into: []) { kept, choice in
            kept.removeAll { $0.category == choice.category && $0.channel == choice.channel }
            kept.append(
                PreferenceChoice(category: choice.category, channel: choice.channel, isWanted: choice.isWanted))
        }
    }
}

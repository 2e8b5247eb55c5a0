import MeshCore
import Testing

@testable import EventCollection

@Suite("The outline of a record")
struct RecordOutlineTests {
    private func event(_ number: Int, _ change: (inout CollectedEvent) -> Void = { _ in }) -> CollectedEvent {
        RowMaking.event(referrer: "https://example.net/a\"b") { event in
            event.id = "e\(number)"
            event.occurredAt = RowMaking.moment + .milliseconds(number * 977)
            event.receivedAt = event.occurredAt + .milliseconds(number)
            event.visitor = VisitorIdentity(
                basis: .daily, id: "v\(number)", earlierID: number.isMultiple(of: 2) ? "old" : nil,
                userID: number.isMultiple(of: 3) ? "u" : nil, sessionID: number.isMultiple(of: 5) ? "s\(number)" : nil)
            event.title = "\\ \"quoted\" Ü"
            event.userAgent = "Agent (\(number / 4))"
            event.language = ["de", "en"][number / 4 % 2]
            event.network = "192.0.\(number).0"
            event.properties = ["network": "wifi", "deep": ["list": [1, "}]", ["a": true]]]]
            change(&event)
        }
    }

    private func outline(_ text: [UInt8]) -> RecordOutline? { RecordOutline(text.span) }

    private func rest(_ outline: RecordOutline, _ text: [UInt8], _ kind: RecordOutline.Apart) -> [UInt8] {
        outline.rest(of: text.span, without: kind)
    }

    private func hash(_ outline: RecordOutline, _ text: [UInt8], _ kind: RecordOutline.Apart) -> UInt64 {
        outline.hash(of: text.span, without: kind)
    }

    private func has(_ rest: [UInt8], _ outline: RecordOutline, _ text: [UInt8], _ kind: RecordOutline.Apart) -> Bool {
        outline.has(rest, in: text.span, without: kind)
    }

    private static let kinds: [RecordOutline.Apart] = [.nothing, .network, .client]

    @Test("It has what differs, and the rest is the same")
    func rest() throws {
        let first = event(1).json.utf8
        let known = try #require(self.outline(first))
        for number in 1...40 {
            let event = event(number)
            let text = event.json.utf8
            let found = self.outline(text)
            let outline = try #require(found)
            #expect(outline.occurredAt == event.occurredAt && outline.receivedAt == event.receivedAt)
            #expect(String(decoding: text[outline.id], as: UTF8.self) == event.id)
            #expect(String(decoding: text[outline.visitor], as: UTF8.self) == event.visitor.id)
            #expect(String(decoding: text[outline.site], as: UTF8.self) == event.site)
            #expect(String(decoding: text[outline.userAgent], as: UTF8.self) == event.userAgent)
            #expect(String(decoding: text[outline.network], as: UTF8.self) == event.network)
            for kind in Self.kinds {
                // Some of them are one client's, and one network is the first's.
                let isSame = kind == .client || number < (kind == .network ? 4 : 2)
                let expected = rest(known, first, kind)
                #expect((rest(outline, text, kind) == expected) == isSame, "\(kind) \(number)")
                #expect(has(expected, outline, text, kind) == isSame)
                #expect((hash(outline, text, kind) == hash(known, first, kind)) == isSame)
            }
        }
    }

    @Test("Whatever else is told makes another rest")
    func others() throws {
        let first = event(1).json.utf8
        let known = rest(try #require(self.outline(first)), first, .client)
        let changes: [(inout CollectedEvent) -> Void] = [
            { $0.site = "other" }, { $0.source = "x" }, { $0.name = "other" }, { $0.page?.path = "/q" },
            { $0.userAgent = nil }, { $0.properties["network"] = "none" }, { $0.traffic = .bot },
            { $0.visitor.basis = .user }, { $0.network = nil }, { $0.title = "T" }, { $0.trackerName = "n" },
            { $0.revenue = Money(amount: 5, currency: .eur) }, { $0.privacy.doNotTrack = true },
        ]
        for (place, change) in changes.enumerated() {
            let text = event(1, change).json.utf8
            let outline = try #require(self.outline(text))
            #expect(!has(known, outline, text, .client), "change \(place)")
            #expect(has(rest(outline, text, .client), outline, text, .client))
        }
    }

    @Test("Texts of another form have none")
    func none() {
        let changes: [(inout CollectedEvent) -> Void] = [
            { $0.id = "a\"b" }, { $0.id = "ü" }, { $0.visitor.id = "\u{1}" }, { $0.visitor.userID = "\\" },
            { $0.network = "\n" }, { $0.userAgent = "Ü" }, { $0.title = String(repeating: "t", count: 20_000) },
        ]
        for (place, change) in changes.enumerated() {
            #expect(outline(event(1, change).json.utf8) == nil, "change \(place)")
        }
        let text = event(1).json.description
        for (part, other) in [
            ("{\"spec", "{ \"spec"), ("1.0", "1.1"), (".collected", ".other"), ("Z\",\"datac", "+00:00\",\"datac"),
            ("\"time\":\"2026", "\"time\":\"2O26"), ("}}", "}} "), ("}}", "}"), ("\"basis\"", "\"base\""),
        ] {
            #expect(text.contains(part) && outline(Array(text.replacing(part, with: other).utf8)) == nil, "\(other)")
        }
        for length in 0..<text.utf8.count { #expect(outline(Array(text.utf8.prefix(length))) == nil) }
    }

    @Test("What rules look at does not stand apart")
    func rules() throws {
        func apart(_ json: JSONValue, _ hasGeography: Bool = false) throws -> RecordOutline.Apart? {
            try ProcessingRules(json: json).apart(hasGeography: hasGeography)
        }
        #expect(try apart(["version": 1]) == .client)
        let harmless: JSONValue = ["field": "path", "is": "/a"]
        for (field, expected) in [
            ("path", RecordOutline.Apart.client), ("country", .network), ("browser", .network), ("language", .network),
            ("eventId", nil), ("visitor", nil), ("occurredAt", nil), ("user", nil),
        ] {
            let test: JSONValue = ["not": ["any": [harmless, ["field": .string(field), "is": "x"]]]]
            for rules: JSONValue in [
                ["version": 1, "goals": [["name": "g", "when": test]]],
                ["version": 1, "filters": [["name": "f", "when": test, "then": "drop"]]],
                ["version": 1, "channels": [["name": "c", "when": test]]],
                ["version": 1, "dimensions": [["name": "d", "from": .string(field)]]],
            ] {
                #expect(try apart(rules) == expected, "\(field)")
                #expect(try apart(rules, true) == (expected == .network ? .nothing : expected), "\(field)")
            }
        }
    }
}

import HTTPTypes
import MeshCore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("What is written as its reader has it")
struct ReaderTests {
    @Test(
        "An amount is written as the language does, whole or by its members",
        arguments: [
            (1999, "EUR", "en", "€19.99"), (1999, "EUR", "de-AT", "19,99\u{A0}€"),
            (123_456_789, "USD", "en", "$1,234,567.89"), (123_456_789, "USD", "de", "1.234.567,89\u{A0}$"),
            (5000, "JPY", "en", "5,000\u{A0}JPY"), (5000, "JPY", "de", "5.000\u{A0}JPY"),
            (-150, "EUR", "de", "-1,50\u{A0}€"),
            (7, "GBP", "en", "£0.07"),
        ])
    func amounts(amount: Int64, currency: String, locale: String, text: String) throws {
        let template = try NotificationTemplate(
            NotificationContent(subject: "{{total}}", text: "{{total.amount}} {{total.currency}}"))
        let total: JSONValue = ["amount": .int(amount), "currency": .string(currency)]
        let filled = template.fill(["total": total], in: locale)
        #expect(filled.subject == text)
        #expect(filled.text == "\(amount) \(currency)")
    }

    @Test(
        "A time on the wall is found in its zone, also while clocks are changed",
        arguments: [
            ("2026-11-24T08:00", "Europe/Vienna", "2026-11-24T07:00:00.000Z"),
            ("2026-07-07T08:00", "Europe/Vienna", "2026-07-07T06:00:00.000Z"),
            ("2026-11-24T08:00", "Pacific/Kiritimati", "2026-11-23T18:00:00.000Z"),
            // Skipped: the moment of the jump. Twice: the first time.
            ("2026-03-29T02:30", "Europe/Vienna", "2026-03-29T01:00:00.000Z"),
            ("2026-10-25T02:30", "Europe/Vienna", "2026-10-25T00:30:00.000Z"),
        ])
    func mornings(text: String, zone: String, moment: String) throws {
        let time = try #require(WallTime(text))
        #expect(time.moment(in: try ZoneFiles.rules(zone)).description == moment)
    }

    @Test("Somebody who has chosen a language and a zone is written to in it, in their morning")
    func chosen() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            for (locale, text) in [("en", "Good morning"), ("de", "Guten Morgen")] {
                let words: JSONValue = ["subject": .string(text), "text": ""]
                #expect(
                    try await notifier.send(.put, "/v1/notifications/templates/hello/\(locale)", words).status == 200)
            }
            let choice: JSONValue = ["choices": [], "timeZone": "Asia/Tokyo", "locale": "de-CH"]
            let chosen = try await notifier.send(.put, "/v1/notifications/preferences", choice, token: "ada")
            #expect(chosen.status == 200 && chosen.json["locale"] == "de-CH", "\(chosen)")
            let body: JSONValue = [
                "key": "hello", "category": "orders", "channels": ["email"], "template": "hello",
                "recipients": [["account": "acc_ada", "email": "ada@example.org", "locale": "en"]],
                "notBeforeLocal": "2035-01-02T08:00",
            ]
            let sent = try await notifier.send(.post, "/v1/notifications", body)
            let delivery = try #require(sent.json["deliveries"]?[0], "\(sent)")
            #expect(delivery["nextAttemptAt"] == "2035-01-01T23:00:00.000Z")
            let known = try await notifier.send(
                .get, "/v1/notifications/deliveries/\(delivery["id"]?.stringValue ?? "")")
            #expect(known.json["decisions"]?[0]?["detail"] == "template hello, de, version 1", "\(known)")
            var wrong = body.objectValue ?? [:]
            wrong["notBeforeLocal"] = "2035-02-30T08:00"
            let refused = try await notifier.send(.post, "/v1/notifications", .object(wrong))
            #expect(refused.status == 400 && refused.fields == ["notBeforeLocal"], "\(refused)")
        }
    }
}

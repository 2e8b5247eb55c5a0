import HTTPTypes
import MeshCore
import MeshTestKit
import NotifierAPI
import Testing

@testable import Notifier

@Suite("Templates")
struct TemplateTests {
    @Test("What fills a page is escaped, what fills a text is not, and a subject stays one line")
    func filling() throws {
        let template = try NotificationTemplate(
            NotificationContent(
                subject: "For {{name}}", text: "{{name}}: {{#lines}}{{title}} {{count}};{{/lines}}{{^none}}!{{/none}}",
                html: "<b>{{name}}</b>{{gone.away}}"))
        let filled = template.fill([
            "name": "A & <B>\r\nBcc: x", "lines": [["title": "Tea", "count": 2], ["title": "Cup", "count": 1.5]],
            "none": .null,
        ])
        #expect(filled.subject == "For A & <B> Bcc: x")
        #expect(filled.text == "A & <B>\r\nBcc: x: Tea 2;Cup 1.5;!")
        #expect(filled.html?.hasPrefix("<b>A &amp; &lt;B&gt;") == true)
        #expect(template.fill(nil).text == ": !")
    }

    @Test("A template that cannot be read is refused, naming where", arguments: ["subject", "text", "html"])
    func broken(field: String) throws {
        var content = NotificationContent(subject: "s", text: "t", html: "h")
        switch field {
        case "subject": content.subject = "{{#a}}"
        case "text": content.text = "{{#a}}"
        default: content.html = "{{#a}}"
        }
        do {
            _ = try NotificationTemplate(content)
            Issue.record("It is taken")
        } catch {
            guard case .invalid(let errors) = error else { throw error }
            #expect(errors.map(\.field) == [field])
        }
    }

    @Test(
        "Each reader gets their language, or the nearest",
        arguments: [
            ("de-AT", "de-AT"), ("de-at-1996", "de-AT"), ("de-CH", "de"), ("fr", "en"), (nil, "en"),
        ])
    func languages(locale: String?, chosen: String) throws {
        let versions = ["de", "de-AT", "en", "it"].map {
            TemplateVersion(
                name: "t", locale: $0, version: 1, content: NotificationContent(subject: $0, text: ""),
                createdAt: Timestamp(milliseconds: 0))
        }
        #expect(try TemplateShelf(versions).version(for: locale).locale == chosen)
        #expect(throws: NotifierError.templateNotFound) { try TemplateShelf([]) }
    }

    @Test("A notification is written by the newest version, in its reader's language, and stays as it is")
    func versions() async throws {
        let directory = try TemporaryDirectory()
        try await NotifierInstance.with(directory: directory.path) { notifier in
            let path = "/v1/notifications/templates/shipped"
            #expect(try await notifier.send(.get, path).status == 404)
            for (locale, subject) in [("en", "Old"), ("en", "Sent, {{name}}"), ("de", "Verschickt, {{name}}")] {
                let answer = try await notifier.send(
                    .put, "\(path)/\(locale)", ["subject": .string(subject), "text": "{{name}}"])
                #expect(answer.status == 200, "\(answer)")
            }
            #expect(
                try await notifier.send(.get, path).json["items"]?.arrayValue?.map { $0["version"] } == [1, 2])
            let preview = try await notifier.send(
                .post, "\(path)/preview", ["locale": "de-DE", "values": ["name": "Mary"]])
            #expect(preview.json["subject"] == "Verschickt, Mary")
            for account in ["mary", "bob"] {
                let request: JSONValue = [
                    "key": "k", "category": "orders", "channels": ["inbox"], "template": "shipped",
                    "values": ["name": .string(account)],
                    "recipients": [
                        ["account": .string("acc_\(account)"), "locale": account == "mary" ? "en-GB" : "de"]
                    ],
                ]
                let sent = try await notifier.send(.post, "/v1/notifications", request)
                #expect(sent.status == 202, "\(sent)")
            }
            _ = try await notifier.send(.put, "\(path)/en", ["subject": "New", "text": "New"])
            let mary = try await notifier.send(.get, "/v1/inbox", token: "mary").json["items"]?[0]
            let bob = try await notifier.send(.get, "/v1/inbox", token: "bob").json["items"]?[0]
            #expect(mary?["subject"] == "Sent, mary" && bob?["subject"] == "Verschickt, bob")
            let id = try #require(mary?["id"]?.stringValue)
            let delivery = try await notifier.send(.get, "/v1/notifications/deliveries/\(id)").json
            #expect(delivery["decisions"]?[0]?["detail"] == "template shipped, en, version 2")
            #expect(
                try await notifier.send(.put, "\(path)/en", ["subject": "{{#a}}", "text": ""]).fields == ["subject"])
            #expect(try await notifier.send(.put, "\(path)/x_y", ["subject": "s", "text": ""]).fields == ["locale"])
        }
    }
}

import MeshCore
import Testing

@testable import EventCollection

@Suite("Scrubbing")
struct ScrubbingTests {
    static func scrubbed(_ text: String) -> String {
        let rules = ScrubbingRules(json: ["phone": true, "replacement": "#"])
        return PersonalText(rules: rules).scrubbed(text)?.text ?? text
    }

    @Test(
        "What is a person's goes",
        arguments: [
            ("ask ann.lee+x@mail.example.org, please", "ask #, please"), ("<a@b.io>", "<#>"), ("ü.x@b.test.", "#."),
            ("card 4242 4242 4242 4242 ok", "card # ok"), ("4242424242424242", "#"), ("5555-5555-5555-4444", "#"),
            ("378282246310005", "#"), ("call +49 (30) 1234-5678!", "call #!"), ("030 1234 5678", "#"),
            ("a@b.test and c@d.test", "# and #"), ("a@b.test 4242424242424242 +4930123456", "# # #"),
        ])
    func found(text: String, expected: String) {
        #expect(Self.scrubbed(text) == expected)
    }

    @Test(
        "What is not stays",
        arguments: [
            "@", "a@b", "a@b.", "@b.test", "user@host.1", "a @ b.test", "4242424242424243", "1795262400500", "12.5",
            "order 1234567890123", "v1.2.3-4", "2026-11-21 12:00:00", "x4242424242424242", "4242424242424242x",
            "192.168.100.200", "007", "+1", "",
        ])
    func kept(text: String) {
        #expect(Self.scrubbed(text) == text)
    }

    @Test("Properties, traits, titles, paths and queries are scrubbed, at any depth, and numbers too")
    func places() throws {
        let event = RowMaking.event(
            url: "https://shop.test/u/a@b.test?q=c%40d.test&n=1&Token=s3&e",
            properties: ["deep": ["list": ["a@b.test", 4_242_424_242_424_242]], "Token": "s3", "n": 5]
        ) {
            $0.title = "Hello a@b.test"
            $0.traits = ["email": "a@b.test"]
            $0.items = [PurchaseItem(sku: "s", name: "for a@b.test")]
        }
        let rules: JSONValue = ["version": 1, "scrubbing": ["keys": ["token"], "replacement": "X"]]
        let rows = try RowMaking.rows(event, rules)
        let row = try #require(rows.first)
        #expect(row[.path] == "/u/X")
        #expect(row[.query] == "q=X&n=1&Token=X&e")
        #expect(row[.title] == "Hello X")
        #expect(row.properties == ["deep": ["list": ["X", "X"]], "Token": "X", "n": 5])
        #expect(row.traits == ["email": "X"])
        #expect(rows[1][.itemName] == "for X")
        #expect(!rows.map(\.json.description).joined().contains("@"))
    }

    @Test("No rule sees what was scrubbed")
    func order() throws {
        let rules: JSONValue = [
            "version": 1, "dimensions": [["name": "mail", "from": "properties.mail"]],
            "goals": [["name": "g", "when": ["field": "properties.mail", "contains": "@"]]],
        ]
        let row = try #require(try RowMaking.rows(RowMaking.event(properties: ["mail": "a@b.test"]), rules).first)
        #expect(row.dimensions == ["mail": "[removed]"])
        #expect(row.goals == [])
    }

    @Test("Luhn's rule finds every single wrong digit")
    func luhn() {
        let card = Array("4242424242424242".utf8)
        #expect(PersonalText.isCard(card))
        for place in card.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != card[place] {
                var wrong = card
                wrong[place] = digit
                #expect(!PersonalText.isCard(wrong))
            }
        }
    }
}

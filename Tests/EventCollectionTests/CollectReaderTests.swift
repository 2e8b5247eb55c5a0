import MeshCore
import Testing

@testable import EventCollection

@Suite("Our own tracker's protocol")
struct CollectReaderTests {
    let body = """
        {"site":"shop","sentAt":1795262405000,"visitor":"v1","session":"s1","user":"u1","language":"en-GB",
        "screen":"1920x1080","consent":"granted","events":[
          {"id":"e1","name":"page_view","at":1795262403000,"url":"https://Shop.Test/p?utm_source=news&utm_medium=email",
           "referrer":"https://search.test/?q=x","title":"Lamp"},
          {"id":"e2","name":"purchase","at":1795262404000,"revenue":19.99,"currency":"EUR","orderId":"o1",
           "items":[{"sku":"lamp","price":"19.99","quantity":1}],"properties":{"coupon":"X"}},
          {"id":"e3"}]}
        """

    @Test("An event has what the envelope and it say, timed by our clock")
    func events() throws {
        let intake = try #require(Reception().send("/v1/collect", body))
        let events = intake.accepted
        try #require(events.count == 2)
        let view = events[0]
        #expect(view.id == "e1")
        #expect(view.source == "/sites/shop/collect")
        #expect(view.kind == .pageView)
        // Sent two seconds after it happened, received at 12:00:10 whatever the sender's clock said.
        #expect(view.occurredAt == Timestamp("2026-11-21T12:00:08Z"))
        #expect(view.page == PageAddress("https://shop.test/p?utm_source=news&utm_medium=email"))
        #expect(view.campaign == Campaign(source: "news", medium: "email"))
        #expect(view.referrer?.host == "search.test")
        #expect(view.visitor == VisitorIdentity(basis: .device, id: "v1", userID: "u1", sessionID: "s1"))
        #expect(view.screen == ScreenSize(width: 1920, height: 1080))
        #expect(view.network == "203.0.113.0")
        #expect(view.privacy.consent == .granted)
        let purchase = events[1]
        #expect(purchase.revenue == Money(amount: 1999, currency: .eur))
        #expect(purchase.items == [PurchaseItem(sku: "lamp", price: Money(amount: 1999, currency: .eur))])
        #expect(purchase.properties == ["coupon": "X"])
    }

    @Test("The answer tells what became of each event")
    func answer() throws {
        let intake = try #require(Reception().send("/v1/collect", body))
        let answer = intake.answer([.appended, .duplicate])
        #expect(answer.status == 200)
        #expect(answer.json["accepted"] == 1)
        #expect(answer.json["duplicates"] == 1)
        #expect(answer.json["refused"] == 1)
        #expect(answer.json["results"]?[1] == ["status": "duplicate", "id": "e2"])
        #expect(answer.json["results"]?[2]?["reason"] == "missing_field")
        #expect(intake.answer([.appended, .unavailable]).status == 503)
    }

    @Test("A schema that an event does not fit rejects it alone")
    func schemaAtTheDoor() throws {
        let intake = try #require(Reception().send("/v1/collect", body))
        let answer = intake.answer([.appended, .rejected(Rejection(.schema, "no number"))])
        #expect(answer.json["results"]?[1]?["reason"] == "schema")
        let letter = intake.deadLetter(for: 1, because: Rejection(.schema, "no number"))
        let again = try #require(Reception().collector().read(letter.request, salts: Reception.salts))
        #expect(again.accepted == [intake.accepted[1]])
    }

    @Test("Every event fits its own schema and comes back from its JSON")
    func roundTrip() throws {
        for event in try #require(Reception().send("/v1/collect", body)).accepted {
            #expect(CollectedEvent.schema.validate(event.json) == [])
            let parsed = try JSONValue(parsing: event.json.utf8)
            #expect(CollectedEvent(json: parsed) == event)
        }
    }

    @Test("A request that cannot be read is kept as it came", arguments: ["{", "[]", "{\"site\":\"shop\"}", ""])
    func malformed(body: String) throws {
        let intake = try #require(Reception().send("/v1/collect", body))
        #expect(intake.refusal != nil)
        #expect(intake.answer.status == 400)
        #expect(intake.deadLetters.map(\.body) == [Array(body.utf8)])
    }

    @Test("A path of no tracker, and a method that is not its, is nothing of ours")
    func otherPaths() {
        #expect(Reception().send("/v1/other", "{}") == nil)
        #expect(Reception().send("/v1/collect", method: "GET") == nil)
    }

    @Test("Every endpoint takes an empty and a nonsensical body", arguments: CollectEndpoint.allCases)
    func nonsense(endpoint: CollectEndpoint) throws {
        for method in endpoint.methods {
            for body in ["", "{}", "[]", "null", "7", "[[]]", "{\"batch\":[1,null,{}]}", "data=%zz", "\u{0}\u{1F}"] {
                let intake = try #require(Reception().send(endpoint.rawValue, method: method, body))
                #expect(intake.accepted.isEmpty)
                #expect((200..<500).contains(intake.answer.status))
            }
        }
    }
}

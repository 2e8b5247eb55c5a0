import MeshCore
import Testing

@testable import EventCollection

@Suite("Segment's protocol")
struct SegmentReaderTests {
    /// What segment-analytics-python 2.4 sends, in form.
    let body = """
        {"batch": [{"integrations": {}, "anonymousId": null, "properties": {"revenue": 12.5, "currency": "EUR",
        "order_id": "o1", "products": [{"product_id": "p1", "price": 12.5, "quantity": 1}]},
        "timestamp": "2026-11-21T11:59:58.000+00:00", "context": {"library": {"name": "analytics-python",
        "version": "2.4.0"}}, "userId": "u1", "type": "track", "event": "Order Completed", "messageId": "m1"},
        {"timestamp": "2026-11-21T11:59:58.000+00:00", "properties": {"url": "https://shop.test/a?utm_source=s"},
        "category": "Docs", "name": "Intro", "type": "page", "anonymousId": "a1", "messageId": "m2",
        "context": {"userAgent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", "ip": "198.51.100.9"}},
        {"userId": "u1", "traits": {"email": "a@b.test"}, "type": "identify", "messageId": "m3"},
        {"userId": "u1", "groupId": "g1", "traits": {"name": "G"}, "type": "group", "messageId": "m4"},
        {"userId": "u1", "previousId": "a1", "type": "alias", "messageId": "m5"},
        {"userId": "u1", "type": "screen", "name": "Home", "messageId": "m6"},
        {"userId": "u1", "type": "track", "messageId": "m7"}],
        "sentAt": "2026-11-21T12:00:00.000+00:00", "writeKey": "KEY"}
        """
    let library: Headers = ["user-agent": "analytics-python/2.4.0", "authorization": "Basic S0VZOg=="]

    var intake: Intake? {
        var reception = Reception()
        reception.headers = library
        return reception.send("/v1/batch", body)
    }

    @Test("Each type of message becomes an event, and a bad one does not hold up the others")
    func types() throws {
        let intake = try #require(intake)
        #expect(intake.accepted.map(\.id) == ["m1", "m2", "m3", "m4", "m5", "m6"])
        #expect(intake.accepted.map(\.kind) == [.action, .pageView, .identify, .group, .alias, .screenView])
        #expect(intake.rejections == [.missingField])
        let answer = intake.answer
        #expect(answer.status == 200)
        #expect(answer.json["success"] == true)
    }

    @Test("An order is a purchase with its revenue, and keeps the tracker's name of it")
    func order() throws {
        let order = try #require(intake?.accepted.first)
        #expect(order.name == "purchase")
        #expect(order.trackerName == "Order Completed")
        #expect(order.revenue == Money(amount: 1250, currency: .eur))
        #expect(order.orderID == "o1")
        #expect(order.items.map(\.sku) == ["p1"])
        #expect(order.occurredAt == Timestamp("2026-11-21T12:00:08Z"))
        #expect(order.visitor == VisitorIdentity(basis: .user, id: "u1", userID: "u1"))
    }

    @Test("A server's address and library are not taken for the visitor's")
    func server() throws {
        let events = try #require(intake).accepted
        #expect(events[0].userAgent == nil)
        #expect(events[0].network == nil)
        #expect(events[0].traffic == .visitor)
        #expect(events[1].userAgent?.contains("iPhone") == true)
        #expect(events[1].network == "198.51.100.0")
    }

    @Test("An unknown key is 401, a body without one too, a malformed body 400, in Segment's form")
    func refusals() throws {
        let unknown = try #require(
            Reception().send("/v1/batch", #"{"writeKey":"x","batch":[{"type":"track","event":"a","userId":"u"}]}"#))
        #expect(unknown.answer.status == 401)
        #expect(unknown.answer.json["code"] == "unknown_site")
        #expect(Reception().send("/v1/batch", #"{"batch":[]}"#)?.answer.status == 401)
        let malformed = try #require(Reception().send("/v1/batch", "{"))
        #expect(malformed.answer.status == 400)
        #expect(malformed.answer.json["message"]?.stringValue != nil)
    }

    @Test("A log that cannot take events answers 503, which clients repeat")
    func unavailable() throws {
        let intake = try #require(intake)
        let answer = intake.answer(intake.accepted.map { _ in .unavailable })
        #expect(answer.status == 503)
        #expect(answer.headers["retry-after"] == "1")
    }

    @Test("One message at the address of its type")
    func single() throws {
        let intake = try #require(
            Reception().send("/v1/track", #"{"event":"a","userId":"u"}"#, adding: ["authorization": "Basic S0VZOg=="]))
        #expect(intake.accepted.map(\.name) == ["a"])
        #expect(intake.accepted.map(\.id) == ["req-0"])
    }

    @Test("What is imported keeps the time that it tells")
    func historical() throws {
        let body = """
            {"writeKey":"KEY","sentAt":"2020-01-01T00:00:00Z","batch":[
            {"type":"track","event":"a","userId":"u","timestamp":"2019-05-05T05:05:05Z"}]}
            """
        let event = try #require(Reception().send("/v1/import", body)?.accepted.first)
        #expect(event.occurredAt == Timestamp("2019-05-05T05:05:05Z"))
    }

    @Test("A gzipped body is read, a broken one is kept as it came")
    func compression() throws {
        let gzipped = try #require(
            Base64Bytes.decode(
                "H4sIAAAAAAACA6tWKi/KLEn1Tq1UslLydo1U0lFKSixJzlCyiq5WKqksSAUKlxQlJmcDJVLLUvNKgPxEILu0OLXI"
                    + "MwXIKVWqja0FAKxNVM9GAAAA"))
        var reception = Reception()
        reception.headers = ["content-encoding": "gzip"]
        let request = reception.request("/v1/batch", body: gzipped)
        #expect(reception.collector().read(request, salts: reception.salts)?.accepted.map(\.name) == ["a"])
        let broken = reception.request("/v1/batch", body: Array(gzipped.dropLast(12)))
        let intake = try #require(reception.collector().read(broken, salts: reception.salts))
        #expect(intake.refusal?.code == .malformed)
        #expect(intake.deadLetters.first?.body == broken.body)
    }
}

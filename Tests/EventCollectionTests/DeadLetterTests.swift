import MeshCore
import Testing

@testable import EventCollection

@Suite("Dead letters")
struct DeadLetterTests {
    /// With spaces and escapes that no writer of JSON would make again.
    let body = """
        { "writeKey" : "LATER", "sentAt":"2026-11-21T12:00:00Z", "batch" : [ {"type":"track", "event":"a\\u0062",
        "userId":"u","messageId":"m1"} , {"type":"track","event":"c]","userId":"u"},
        {"type":"page","userId":"u"} ] , "x":1}
        """

    @Test("A letter holds one event, byte by byte, in what stood around it")
    func bytes() throws {
        let intake = try #require(Reception().send("/v1/batch", body))
        let letters = intake.deadLetters
        try #require(letters.count == 3)
        let text = String(decoding: letters[0].body, as: UTF8.self)
        #expect(
            text == """
                { "writeKey" : "LATER", "sentAt":"2026-11-21T12:00:00Z", "batch" : [{"type":"track", "event":"a\\u0062",
                "userId":"u","messageId":"m1"}] , "x":1}
                """)
        #expect(
            String(decoding: letters[1].body, as: UTF8.self).contains(#"[{"type":"track","event":"c]","userId":"u"}]"#))
    }

    @Test("A letter comes back from its JSON and fits its schema")
    func json() throws {
        for letter in try #require(Reception().send("/v1/batch", body)).deadLetters {
            #expect(DeadLetter.schema.validate(letter.json) == [])
            #expect(DeadLetter(json: letter.json) == letter)
        }
    }

    @Test("Read again, days later, each event has the id, the time and the visitor that it would have had")
    func replay() throws {
        var reception = Reception()
        let letters = try #require(reception.send("/v1/batch", body)).deadLetters
        reception.site.keys.append("LATER")
        let expected = try #require(reception.send("/v1/batch", body)).accepted
        #expect(expected.map(\.id) == ["m1", "req-1", "req-2"])
        let later = VisitorSalts(current: Array("next week's salt of tests".utf8))
        for _ in 0..<2 {
            let replayed = letters.compactMap { reception.collector().read($0.request, salts: later)?.accepted.first }
            #expect(replayed == expected)
        }
    }

    @Test("A visitor of whom no id is kept is found again without the salt")
    func replayOfDaily() throws {
        let plausible = #"{"n":"pageview","u":"https://shop.test/","d":"later.test"}"#
        var reception = Reception()
        let letter = try #require(reception.send("/api/event", plausible)?.deadLetters.first)
        reception.site.domains.append("later.test")
        let expected = try #require(reception.send("/api/event", plausible)?.accepted.first)
        let later = VisitorSalts(current: Array("next week's salt of tests".utf8))
        let replayed = try #require(reception.collector().read(letter.request, salts: later)?.accepted.first)
        #expect(replayed == expected)
        #expect(replayed.visitor.basis == .daily)
    }

    @Test("Cookies stay out of letters")
    func cookies() throws {
        let intake = try #require(Reception().send("/v1/batch", body, adding: ["cookie": "secret=1"]))
        #expect(intake.deadLetters.allSatisfy { $0.headers["cookie"] == nil })
    }

    @Test("Too many events, too long a body, too long an event")
    func limits() throws {
        var reception = Reception()
        reception.limits.eventCount = 2
        #expect(reception.send("/v1/batch", body)?.refusal?.code == .tooMany)
        reception.limits = CollectLimits()
        reception.limits.bodyByteCount = 20
        let long = try #require(reception.send("/v1/collect", String(repeating: "x", count: 21)))
        #expect(long.answer.status == 413)
        let pad = String(repeating: "x", count: 70_000)
        let event = #"{"site":"shop","events":[{"name":"a","properties":{"p":"\#(pad)"}}]}"#
        #expect(Reception().send("/v1/collect", event)?.rejections == [.tooLarge])
    }
}

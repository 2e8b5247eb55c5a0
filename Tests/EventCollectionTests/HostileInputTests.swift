import MeshCore
import Testing

@testable import EventCollection

@Suite("Hostile messages")
struct HostileInputTests {
    /// A message of each protocol, with most of what it may hold.
    static let messages: [HostileMessage] = [
        HostileMessage(
            .collect,
            """
            {"site":"shop","sentAt":1795262405000,"visitor":"v","user":"u","session":"s","language":"en","screen":"10x10",
            "consent":"granted","events":[{"id":"e","name":"purchase","at":1795262403000,
            "url":"https://shop.test/p?utm_source=x&gclid=1","referrer":"https://a.test/b","title":"t","revenue":"1.5",
            "currency":"EUR","orderId":"o","items":[{"sku":"a","name":"n","price":1.5,"quantity":2,"category":"c"}],
            "properties":{"mail":"a@b.test","n":1},"traits":{"x":"y"},"relatedId":"r"}]}
            """
        ),
        HostileMessage(
            .segmentBatch,
            """
            {"writeKey":"KEY","sentAt":"2026-11-21T12:00:00Z","batch":[{"type":"track","event":"Order Completed",
            "userId":"u","anonymousId":"a","messageId":"m","timestamp":"2026-11-21T11:00:00Z","properties":{"total":5,
            "products":[{"sku":"x"}]},"context":{"ip":"198.51.100.1","userAgent":"x","locale":"de",
            "screen":{"width":1,"height":1},"page":{"url":"https://a.test/","referrer":"/x","title":"t"},
            "campaign":{"source":"s","name":"n"}}}]}
            """
        ),
        HostileMessage(
            .posthogBatch,
            """
            {"api_key":"KEY","sent_at":"2026-11-21T12:00:00Z","batch":[{"event":"$groupidentify","distinct_id":"d",
            "uuid":"u","offset":5,"$set":{"a":1},"properties":{"$device_id":"x","$session_id":"s",
            "$current_url":"https://a.test/","$ip":"::1","$group_key":"g","$group_set":{"k":"v"},"$screen_width":5,
            "$screen_height":5}}]}
            """
        ),
        HostileMessage(
            .plausible,
            """
            {"n":"engagement","u":"https://shop.test/","d":"shop.test","r":"https://a.test","e":5,"sd":10,
            "p":{"a":"b","c":[1]},"$":{"amount":"1.5","currency":"USD"}}
            """
        ),
        HostileMessage(
            .umamiBatch,
            """
            [{"type":"event","payload":{"website":"shop","url":"/p","hostname":"h","name":"n","id":"u","timestamp":5,
            "data":{"revenue":5,"currency":"EUR"},"screen":"5x5","language":"l","ip":"1.2.3.4","userAgent":"ua",
            "tag":"t"}}]
            """
        ),
        HostileMessage(
            .snowplowPayload,
            """
            {"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[{"e":"ti","aid":"shop",
            "eid":"e","dtm":"1","stm":"2","duid":"d","uid":"u","sid":"s","url":"https://a.test/","res":"5x5","lang":"l",
            "ip":"1.2.3.4","ua":"x","ti_id":"o","ti_sk":"s","ti_pr":"1.5","ti_qu":"3","ti_cu":"EUR"}]}
            """
        ),
        HostileMessage(
            .cloudEvents, headers: ["content-type": "application/cloudevents+json"],
            """
            {"specversion":"1.0","id":"i","source":"s","type":"t","site":"shop","subject":"x",
            "time":"2026-11-21T12:00:00Z","data":{"revenue":5,"order_id":"o","userId":"u"}}
            """
        ),
    ]

    /// A value that a sender should not send.
    static func bad(_ random: inout SplitMix64) -> JSONValue {
        let long = String(repeating: "ä", count: 5000)
        let texts = [
            "", "x", long, "https://\(long).test/\(long)?utm_source=\(long)", "\u{0}\u{7F}", "1e99",
            "99999999x99999999",
            "https://[::1]:x/", "@", "4242424242424242", "\r\n", "x.test, shop.test",
        ]
        let numbers: [JSONValue] = [.int(0), .int(-1), .int(.max), .int(.min), .double(1e300), .double(-0.5)]
        let others: [JSONValue] = [
            .null, .bool(true), .array([]), .object(JSONObject()), .array([.null]), .object(JSONObject([("", .null)])),
        ]
        let values = texts.map { JSONValue.string($0) } + numbers + others
        return values[Int(random.next() % UInt64(values.count))]
    }

    /// The same with some of its values replaced, dropped or doubled.
    static func spoilt(_ value: JSONValue, _ random: inout SplitMix64) -> JSONValue {
        if random.next() % 12 == 0 { return bad(&random) }
        switch value {
        case .object(let object):
            var result = JSONObject()
            for (name, value) in object where random.next() % 20 != 0 { result[name] = spoilt(value, &random) }
            if random.next() % 20 == 0 { result["extra"] = bad(&random) }
            return .object(result)
        case .array(let elements):
            var result: [JSONValue] = []
            for element in elements { result.append(spoilt(element, &random)) }
            return .array(random.next() % 8 == 0 ? result + result : result)
        case .null, .bool, .int, .double, .string: return value
        }
    }

    @Test("Whatever comes, what is accepted fits the schema, and the rest can be read again", arguments: 1...40)
    func spoiltMessages(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var processor = EventProcessor(rules: .standard)
        for message in Self.messages {
            for _ in 0..<10 {
                let body = Self.spoilt(try JSONValue(parsing: message.body), &random)
                let intake = try #require(
                    Reception().send(message.endpoint.rawValue, body.description, adding: message.headers))
                let answer = intake.answer
                #expect((200..<500).contains(answer.status), "seed \(seed)")
                for event in intake.accepted {
                    let errors = CollectedEvent.schema.validate(event.json)
                    #expect(errors == [], "seed \(seed): \(body)")
                    #expect(
                        try CollectedEvent(json: JSONValue(parsing: event.json.utf8)) == event, "seed \(seed): \(body)")
                    let processed = processor.process(event)
                    var other = EventProcessor(rules: .standard)
                    #expect(other.process(event) == processed, "seed \(seed): \(body)")
                }
                for letter in intake.deadLetters {
                    #expect(DeadLetter.schema.validate(letter.json) == [], "seed \(seed): \(body)")
                    let again = try #require(Reception().collector().read(letter.request, salts: Reception.salts))
                    #expect(again.deadLetters.map(\.rejection) == [letter.rejection], "seed \(seed): \(body)")
                }
            }
        }
    }

    @Test("Bytes that are no JSON, cut anywhere, are refused whole", arguments: 1...20)
    func cut(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for message in Self.messages {
            var bytes = Array(message.body.utf8)
            bytes.removeLast(Int(random.next() % UInt64(bytes.count)) + 1)
            var reception = Reception()
            for header in message.headers { reception.headers.add(header.name, header.value) }
            let request = reception.request(message.endpoint.rawValue, body: bytes)
            let intake = try #require(reception.collector().read(request, salts: reception.salts))
            #expect(intake.accepted.isEmpty, "seed \(seed)")
            #expect(intake.deadLetters.map(\.body) == [bytes], "seed \(seed)")
        }
    }
}

import MeshCore
import Testing

@testable import EventCollection

@Suite("The protocols of Google Analytics, Snowplow and CloudEvents")
struct ServerTrackersTests {
    @Test("The Measurement Protocol answers success whatever comes, and keeps what is right")
    func measurement() throws {
        var reception = Reception()
        reception.site.secret = "s3"
        let body = """
            {"client_id":"c1","timestamp_micros":1795262405000000,"user_properties":{"tier":{"value":"gold"}},"events":[
            {"name":"purchase","params":{"value":30.03,"currency":"EUR","transaction_id":"t1","session_id":"7",
             "items":[{"item_id":"a","item_name":"A","price":10.01,"quantity":3}]}},
            {"name":"ad_click"},{"name":"9lives"}]}
            """
        let query = "measurement_id=G-TEST&api_secret=s3"
        let intake = try #require(reception.send("/mp/collect", query: query, body))
        let event = try #require(intake.accepted.first)
        #expect(intake.accepted.count == 1)
        #expect(event.occurredAt == Timestamp("2026-11-21T12:00:05Z"))
        #expect(event.revenue == Money(amount: 3003, currency: .eur))
        #expect(event.items.first?.quantity == 3)
        #expect(event.traits == ["tier": "gold"])
        #expect(event.visitor.sessionID == "7")
        #expect(intake.rejections == [.invalidField, .invalidField])
        #expect(intake.answer.status == 204)
        let wrong = try #require(reception.send("/mp/collect", query: "measurement_id=G-TEST&api_secret=x", body))
        #expect(wrong.accepted.isEmpty)
        #expect(wrong.rejections.contains(.wrongSecret))
        #expect(wrong.answer.status == 204)
    }

    @Test("The Measurement Protocol takes no event older than 72 hours")
    func measurementAge() throws {
        let micros = (Reception.receivedAt.milliseconds - 72 * 3_600_000 - 1) * 1000
        let body = #"{"client_id":"c","timestamp_micros":"\#(micros)","events":[{"name":"a"}]}"#
        let intake = try #require(Reception().send("/mp/collect", query: "measurement_id=G-TEST", body))
        #expect(intake.rejections == [.tooOld])
    }

    @Test("The validation server says what is wrong and keeps nothing")
    func measurementDebug() throws {
        let body = #"{"client_id":"c","events":[{"name":"ok"},{"name":"ga_x"},{"name":"p","params":{"o":{}}}]}"#
        let intake = try #require(Reception().send("/debug/mp/collect", query: "measurement_id=G-TEST", body))
        #expect(intake.accepted.isEmpty && intake.deadLetters.isEmpty)
        let messages = intake.answer.json["validationMessages"]?.arrayValue ?? []
        #expect(messages.map { $0["validationCode"] } == ["NAME_RESERVED", "VALUE_INVALID"])
        #expect(messages.map { $0["fieldPath"] } == ["events[1].name", "events[2].params.o"])
        let empty = Reception().send("/debug/mp/collect", "{}")?.answer.json["validationMessages"]
        #expect(empty?[0]?["validationCode"] == "VALUE_REQUIRED")
    }

    @Test("Snowplow's query and payload, as its Python tracker sends them")
    func snowplow() throws {
        let query =
            "e=pv&url=https%3A%2F%2Fshop.test%2Fp%3Futm_source%3Dn&page=T&refr=https%3A%2F%2Fg.test%2F&p=web&uid=u1"
            + "&res=1920x1080&lang=en&eid=id-1&dtm=1795262403500&tv=py-1.1.0&tna=ns&aid=shop&stm=1795262404000"
        let view = try #require(Reception().send("/i", method: "GET", query: query))
        let event = try #require(view.accepted.first)
        #expect(event.id == "id-1")
        #expect(event.occurredAt == Timestamp("2026-11-21T12:00:09.500Z"))
        #expect(event.campaign.source == "n")
        #expect(event.screen == ScreenSize(width: 1920, height: 1080))
        #expect(view.answer.headers["content-type"] == "image/gif")
        let data = Base64Bytes.encode(
            Array(
                #"{"schema":"iglu:x/unstruct_event/jsonschema/1-0-0","data":{"schema":"#.utf8)
                + Array(#""iglu:com.acme/thing/jsonschema/1-0-0","data":{"k":1}}}"#.utf8))
        let payload = """
            {"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","data":[
            {"e":"se","se_ca":"shop","se_ac":"add","se_va":"2.5","eid":"id-2","dtm":"1795262403500","aid":"shop"},
            {"e":"ue","ue_px":"\(data)","eid":"id-3","aid":"shop"},{"e":"xx","aid":"shop"}]}
            """
        let intake = try #require(Reception().send("/com.snowplowanalytics.snowplow/tp2", payload))
        #expect(intake.accepted.map(\.name) == ["add", "thing"])
        #expect(intake.accepted.last?.properties["k"] == 1)
        #expect(intake.answer.status == 200)
        #expect(intake.answer.json["refused"] == 1)
    }

    @Test("CloudEvents in structured, binary and batch mode")
    func cloudEvents() throws {
        let event = #"{"specversion":"1.0","id":"1","source":"/s","type":"com.x.y","site":"shop","data":{"k":1}}"#
        let structured = try #require(
            Reception().send("/v1/cloudevents", event, adding: ["content-type": "application/cloudevents+json"]))
        #expect(structured.accepted.first?.source == "/s")
        #expect(structured.accepted.first?.properties == ["k": 1])
        #expect(structured.answer.status == 200)
        let binary = try #require(
            Reception().send(
                "/v1/cloudevents", query: "site=shop", #"{"k":1}"#,
                adding: [
                    "content-type": "application/json", "ce-specversion": "1.0", "ce-id": "2", "ce-source": "/s",
                    "ce-type": "com.x.y", "ce-subject": "Euro%20%E2%82%AC",
                ]))
        #expect(binary.accepted.first?.properties == ["k": 1, "ce_subject": "Euro €"])
        let batch = try #require(
            Reception().send(
                "/v1/cloudevents", "[\(event),{\"specversion\":\"1.0\"}]",
                adding: ["content-type": "application/cloudevents-batch+json"]))
        #expect(batch.accepted == structured.accepted)
        #expect(batch.answer.json["refused"] == 1)
        let letter = try #require(batch.deadLetters.first)
        #expect(String(decoding: letter.body, as: UTF8.self) == #"[{"specversion":"1.0"}]"#)
    }

    @Test(
        "CloudEvents are refused by what is wrong",
        arguments: [
            ("text/plain", "x", 415), ("application/cloudevents+avro", "x", 415),
            ("application/cloudevents+json", "{", 400),
            (
                "application/cloudevents+json",
                #"{"specversion":"0.3","id":"1","source":"/s","type":"t","site":"shop"}"#, 400
            ),
            (
                "application/cloudevents+json", #"{"specversion":"1.0","id":"1","source":"/s","type":"t","site":"x"}"#,
                403
            ),
        ])
    func refusals(type: String, body: String, status: Int) {
        #expect(Reception().send("/v1/cloudevents", body, adding: ["content-type": type])?.answer.status == status)
    }

    @Test("A webhook's sender is told that it may send")
    func handshake() {
        let collector = Reception().collector()
        let request = Reception().request(
            "/v1/cloudevents", method: "OPTIONS", adding: ["webhook-request-origin": "sender.test"])
        let answer = collector.preflight(request)
        #expect(answer.headers["webhook-allowed-origin"] == "sender.test")
        #expect(answer.headers["webhook-allowed-rate"] == "*")
        let cors = collector.preflight(
            Reception().request("/v1/collect", method: "OPTIONS", adding: ["origin": "https://a.test"]))
        #expect(cors.status == 204)
        #expect(cors.headers["access-control-allow-origin"] == "https://a.test")
    }
}

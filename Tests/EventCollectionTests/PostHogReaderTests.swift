import MeshCore
import Testing

@testable import EventCollection

@Suite("PostHog's protocol")
struct PostHogReaderTests {
    let batch = """
        {"batch": [{"properties": {"$current_url": "https://shop.test/p", "$lib": "posthog-python", "$is_server": true},
        "timestamp": "2026-11-21T12:00:00.000000+00:00", "distinct_id": "d1", "event": "bought", "uuid": "u-1"},
        {"timestamp": "2026-11-21T12:00:00.000000+00:00", "distinct_id": "d1", "$set": {"plan": "pro"},
        "event": "$set", "properties": {}, "uuid": "u-2"}, {"event": "", "distinct_id": "d1", "uuid": "u-3"}],
        "historical_migration": false, "sent_at": "2026-11-21T12:00:01.000000+00:00", "api_key": "phc_x"}
        """

    @Test("A batch of the library")
    func library() throws {
        let intake = try #require(Reception().send("/batch/", batch))
        #expect(intake.accepted.map(\.name) == ["bought", "identify"])
        #expect(intake.accepted[0].occurredAt == Timestamp("2026-11-21T12:00:09Z"))
        #expect(intake.accepted[0].page?.path == "/p")
        #expect(intake.accepted[1].traits == ["plan": "pro"])
        #expect(intake.rejections == [.missingField])
        #expect(intake.answer.status == 200)
        #expect(intake.answer.json["status"] == 1)
    }

    @Test("The newer endpoint answers for each event by its id")
    func results() throws {
        let body = """
            {"created_at": "2026-11-21T12:00:00+00:00", "batch": [
            {"event": "a", "uuid": "u1", "distinct_id": "d1", "timestamp": "2026-11-21T12:00:00+00:00", "options": {},
             "properties": {"a": 1}, "session_id": "s1"},
            {"event": "b", "uuid": "u2", "distinct_id": "d1", "timestamp": "2026-11-21T12:00:00+00:00"},
            {"event": "c", "uuid": "u3", "timestamp": "2026-11-21T12:00:00+00:00"}]}
            """
        let headers: Headers = [
            "authorization": "Bearer phc_x", "posthog-request-timestamp": "2026-11-21T12:00:05+00:00",
        ]
        let intake = try #require(Reception().send("/i/v1/analytics/events", body, adding: headers))
        #expect(intake.accepted.first?.visitor.sessionID == "s1")
        #expect(intake.accepted.first?.occurredAt == Timestamp("2026-11-21T12:00:05Z"))
        let answer = intake.answer([.appended, .unavailable])
        #expect(answer.status == 200)
        #expect(answer.json["results"]?["u1"] == ["result": "ok"])
        #expect(answer.json["results"]?["u2"] == ["result": "retry"])
        #expect(answer.json["results"]?["u3"]?["result"] == "drop")
        #expect(Reception().send("/i/v1/analytics/events", body)?.answer.status == 401)
    }

    @Test("What the browser's library sends: an array, a form in Base64, an offset")
    func browser() throws {
        let event =
            #"[{"event":"$pageview","offset":2000,"properties":{"token":"phc_x","distinct_id":"x","#
            + #""$device_id":"x","$current_url":"https://shop.test/","$referrer":"$direct"}}]"#
        let plain = try #require(Reception().send("/e/", event))
        #expect(plain.accepted.map(\.kind) == [.pageView])
        #expect(plain.accepted.first?.occurredAt == Timestamp("2026-11-21T12:00:08Z"))
        #expect(plain.accepted.first?.referrer == nil)
        #expect(plain.accepted.first?.properties["token"] == nil)
        let form = "data=" + PercentEncoding.encode(Base64Bytes.encode(Array(event.utf8)))
        #expect(Reception().send("/e/", form)?.accepted == plain.accepted)
    }

    @Test("An unknown key is 401 in PostHog's form")
    func unknown() throws {
        let intake = try #require(Reception().send("/capture/", #"{"api_key":"x","event":"a","distinct_id":"d"}"#))
        #expect(intake.answer.status == 401)
        #expect(intake.answer.json["type"] == "authentication_error")
    }
}

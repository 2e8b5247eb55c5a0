import EventsAPI
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("Topics over HTTP")
struct TopicRoutesTests {
    @Test("A topic is made, read, listed, changed and removed")
    func life() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            let made = try await events.create("views", partitions: 3, rules: #"{"retentionBytes": 1000000}"#)
            #expect(made.partitions.count == 3 && made.rules.retentionBytes == 1_000_000)
            #expect(made.rules.retentionSeconds == 7 * 86_400 && made.rules.cleanup == .delete)

            let read = try await events.send(.get, "/v1/topics/views").decode(EventTopic.self)
            #expect(read.partitions.map(\.nextOffset) == [0, 0, 0] && read.rules == made.rules)

            let patch = #"{"rules": {"retentionBytes": null, "cleanup": "compact", "protectedGroups": ["a", "b"]}}"#
            let patched = try await events.send(.patch, "/v1/topics/views", patch).decode(EventTopic.self)
            #expect(patched.rules.retentionBytes == nil && patched.rules.cleanup == .compact)
            #expect(patched.rules.protectedGroups == ["a", "b"] && patched.rules.retentionSeconds == 7 * 86_400)

            try await events.create("clicks")
            let first = try await events.send(.get, "/v1/topics?limit=1").decode(EventTopicList.self)
            #expect(first.items.map(\.name) == ["clicks"])
            let cursor = try #require(first.nextCursor)
            let second = try await events.send(.get, "/v1/topics?limit=1&cursor=\(cursor)").decode(EventTopicList.self)
            #expect(second.items.map(\.name) == ["views"] && second.nextCursor == nil)

            #expect(try await events.send(.delete, "/v1/topics/views").status == 204)
            #expect(try await events.send(.get, "/v1/topics/views").code == "topic_not_found")
            #expect(try await events.send(.delete, "/v1/topics/views").status == 404)
        }
    }

    @Test("A name is taken once; the same request under a key is answered as the first time")
    func repetition() async throws {
        try await EventsMachine.with { machine in
            let body = #"{"name": "views"}"#
            let headers = ["idempotency-key": "one"]
            #expect(try await machine[0].send(.post, "/v1/topics", body, headers: headers).status == 201)
            #expect(try await machine[0].send(.post, "/v1/topics", body, headers: headers).status == 201)
            let again = try await machine[0].send(.post, "/v1/topics", body)
            #expect(again.status == 409 && again.code == "topic_exists")
        }
    }

    @Test("There are no more topics than may be")
    func limit() async throws {
        try await EventsMachine.with(settings: ["topics.limit": "1"]) { machine in
            try await machine[0].create("one")
            let refused = try await machine[0].send(.post, "/v1/topics", #"{"name": "two"}"#)
            #expect(refused.status == 409 && refused.code == "too_many_topics")
        }
    }

    @Test("Only administrators and services may")
    func access() async throws {
        try await EventsMachine.with { machine in
            for (token, status) in [(nil, 401), ("user", 403)] as [(String?, Int)] {
                let answers = [
                    try await machine[0].send(.get, "/v1/topics", token: token),
                    try await machine[0].send(.post, "/v1/topics", #"{"name": "a"}"#, token: token),
                    try await machine[0].send(.post, "/v1/topics/a/records", "{}", token: token),
                    try await machine[0].send(.get, "/v1/topics/a/partitions/0/records", token: token),
                ]
                #expect(answers.map(\.status) == answers.map { _ in status })
            }
        }
    }

    /// What is sent, and the field that the answer names.
    static let faults: [(body: String, field: String)] = [
        (#"{}"#, "name"), (#"{"name": ""}"#, "name"), (#"{"name": "a b"}"#, "name"), (#"{"name": ".."}"#, "name"),
        (#"{"name": "a", "partitions": 0}"#, "partitions"), (#"{"name": "a", "partitions": 1025}"#, "partitions"),
        (#"{"name": "a", "rules": {"cleanup": "never"}}"#, "rules.cleanup"),
        (#"{"name": "a", "rules": {"retentionSeconds": 0}}"#, "rules.retentionSeconds"),
        (#"{"name": "a", "rules": {"segmentBytes": 1}}"#, "rules.segmentBytes"),
        (#"{"name": "a", "rules": {"cleanup": null}}"#, "rules.cleanup"),
        (#"{"name": "a", "rules": {"wings": 2}}"#, "rules.wings"), (#"{"name": "a", "extra": 1}"#, "extra"),
    ]

    @Test("What is wrong is named", arguments: faults)
    func whatIsWrong(body: String, field: String) async throws {
        try await EventsMachine.with { machine in
            let answer = try await machine[0].send(.post, "/v1/topics", body)
            #expect(answer.status == 400 && Set(answer.fields) == [field], "\(answer)")
        }
    }
}

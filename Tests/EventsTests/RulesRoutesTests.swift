import EventCollection
import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("Processing rules")
struct RulesRoutesTests {
    private static let draft =
        #"{"description": "No staging", "filters": [{"name": "no-staging", "when": {"field": "host", "is": "staging.shop.test"}, "then": "drop"}], "goals": [{"name": "paid", "when": {"field": "name", "is": "purchase"}}]}"#

    @Test("A new version is live once it is activated, and an old one stays what it is")
    func versions() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            let added = try await events.send(.post, "/v1/sites/shop/rules", Self.draft)
            #expect(added.status == 201 && added.headers[.location] == "/v1/sites/shop/rules/2", "\(added)")
            let rules = try added.decode(EventRules.self)
            #expect(rules.version == 2 && !rules.isLive)
            #expect(try ProcessingRules(json: rules.document).version == 2)
            #expect(try await events.send(.get, "/v1/sites/shop").decode(EventSite.self).liveRules == 1)

            let tag = "\"1\""
            let path = "/v1/sites/shop/rules/2/activate"
            let live = try await events.send(.post, path, headers: ["if-match": tag])
            #expect(try live.decode(EventSite.self).liveRules == 2)
            #expect(try await events.send(.post, path, headers: ["if-match": tag]).status == 412)
            #expect(try await events.send(.post, "/v1/sites/shop/rules/9/activate").code == "rules_not_found")
            let list = try await events.send(.get, "/v1/sites/shop/rules?limit=1").decode(EventRulesList.self)
            #expect(list.items.map(\.version) == [2] && list.items.map(\.isLive) == [true])
            let rest = try await events.send(.get, "/v1/sites/shop/rules?cursor=\(list.nextCursor ?? "")")
                .decode(EventRulesList.self)
            #expect(rest.items.map(\.version) == [1])
            #expect(
                try await events.send(.get, "/v1/sites/shop/rules/2").decode(EventRules.self).document == rules.document
            )
        }
    }

    @Test("Rules that cannot be meant are refused, with the field")
    func refusals() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            let wrong = [
                (#"{"version": 3}"#, "version"),
                (#"{"goals": [{"name": "g", "when": {"field": "nothing", "is": 1}}]}"#, "goals[0].when.field"),
            ]
            for (body, field) in wrong {
                let answer = try await events.send(.post, "/v1/sites/shop/rules", body)
                #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
            }
            #expect(try await events.send(.post, "/v1/sites/none/rules", "{}").code == "site_not_found")
            #expect(try await events.send(.get, "/v1/sites/none/rules").code == "site_not_found")
        }
    }

    @Test("A site that is made again goes on counting its rules, so that a version is never two")
    func reborn() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            _ = try await events.send(.post, "/v1/sites/shop/rules", Self.draft)
            #expect(try await events.send(.delete, "/v1/sites/shop").status == 204)
            #expect(try await events.createShop().liveRules == 3)
            let old = try await events.send(.get, "/v1/sites/shop/rules/2").decode(EventRules.self)
            #expect(old.document["description"] == "No staging")
        }
    }

    @Test("A draft is tried on events and on requests, and leaves no trace")
    func preview() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            _ = try await events.track("/v1/collect", EventsInstance.pageView())
            let event = try #require(try await events.collected().first)
            let requests =
                #"[{"path": "/api/event", "headers": {"user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0"}, "address": "203.0.113.9", "body": {"n": "purchase", "u": "https://shop.test/", "d": "shop.test"}}, {"path": "/api/event", "body": {"n": "a", "u": "https://staging.shop.test/", "d": "shop.test"}, "headers": {"user-agent": "Mozilla/5.0 Chrome/142.0"}}, {"path": "/api/event", "body": {"n": "a", "u": "https://x.test/", "d": "x.test"}}]"#
            let body =
                #"{"site": "shop", "rules": \#(Self.draft), "events": [\#(event.json.description)], "requests": \#(requests)}"#
            let answer = try await events.send(.post, "/v1/processing/preview", body)
            let preview = try JSONValue(parsing: Array(answer.body))
            #expect(preview["version"] == 2, "\(answer)")
            let items = preview["items"]?.arrayValue ?? []
            try #require(items.count == 4, "\(answer)")
            #expect(items[0]["rows"]?[0]?["rulesVersion"] == 2 && items[0]["input"] == event.json)
            #expect(items[1]["rows"]?[0]?["goals"] == ["paid"] && items[1]["request"] == 0)
            #expect(items[2]["droppedBy"] == "no-staging" && items[2]["rows"] == [])
            #expect(items[3]["rejected"]?["reason"] == "unknown_site")
            #expect(try await events.collected().count == 1)
            #expect(try await events.letters().isEmpty)
            let live = try await events.send(
                .post, "/v1/processing/preview", #"{"site": "shop", "events": [\#(event.json.description)]}"#)
            #expect(try JSONValue(parsing: Array(live.body))["version"] == 1)
            let wrong = try await events.send(
                .post, "/v1/processing/preview", #"{"site": "shop", "requests": [{"path": "/nothing"}]}"#)
            #expect(wrong.fields == ["requests[0].path"])
        }
    }
}

import EventCollection
import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import Testing

@testable import Events

@Suite("Rejected events are read again")
struct ReplayTests {
    private static func replay(_ body: String = "{}", at events: EventsInstance) async throws -> ReplayReport {
        let answer = try await events.send(.post, "/v1/collected/rejected/replay", body)
        try #require(answer.status == 200, "\(answer)")
        return try answer.decode()
    }

    @Test("What is right by now becomes events, once, as it would have been then")
    func replay() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            #expect(try await Self.replay(at: events).isComplete)
            for id in ["1", "2"] { _ = try await events.track("/v1/collect", EventsInstance.pageView(id: id)) }
            let other = try await events.track("/v1/collect", EventsInstance.pageView(id: "3", site: "other"))
            #expect(other.text.contains("unknown_site"), "\(other)")
            let early = try await Self.replay(at: events)
            #expect(early.rejected == 3 && early.accepted == 0 && early.isComplete)
            #expect(try await events.letters().count == 3)

            try await events.createShop()
            let first = try await Self.replay(#"{"limit": 1}"#, at: events)
            #expect(first.accepted == 1 && !first.isComplete && first.nextOffset == 1)
            let rest = try await Self.replay(#"{"offset": \#(first.nextOffset)}"#, at: events)
            #expect(rest.accepted == 1 && rest.rejected == 1 && rest.isComplete)
            let again = try await Self.replay(at: events)
            #expect(again.accepted == 0 && again.skipped == 2 && again.rejected == 1)
            let collected = try await events.collected()
            #expect(Set(collected.map(\.id)) == ["1", "2"])
            let letters = try await events.letters()
            #expect(Set(collected.map(\.receivedAt)) == Set(letters.prefix(2).map(\.receivedAt)))
            // The visitor is the one that sent it that day.
            _ = try await events.track("/v1/collect", EventsInstance.pageView(id: "4"))
            #expect(try await Set(events.collected().map(\.visitor.id)).count == 1)
        }
    }

    @Test("What the sender repeated in the meantime is a duplicate; a reason chooses")
    func duplicates() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            _ = try await events.track("/v1/collect", EventsInstance.pageView())
            _ = try await events.track("/v1/collect", "{")
            try await events.createShop()
            _ = try await events.track("/v1/collect", EventsInstance.pageView())
            let chosen = try await Self.replay(#"{"reason": "malformed"}"#, at: events)
            #expect(chosen.skipped == 1 && chosen.rejected == 1)
            let all = try await Self.replay(at: events)
            #expect(all.duplicates == 1 && all.accepted == 0)
            #expect(try await events.collected().count == 1)
        }
    }

    @Test("Of a message that is an event of several sites, only what was rejected is read again")
    func parts() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            try await events.createShop()
            _ = try await events.track("/api/event", #"{"n": "a", "u": "https://shop.test/", "d": "shop.test,b.test"}"#)
            #expect(try await events.collected().map(\.site) == ["shop"])
            #expect(try await events.send(.post, "/v1/sites", #"{"id": "b", "domains": ["b.test"]}"#).status == 201)
            let report = try await Self.replay(at: events)
            #expect(report.accepted == 1 && report.duplicates == 0, "\(report)")
            #expect(try await Set(events.collected().map(\.site)) == ["shop", "b"])
            #expect(try await Self.replay(at: events).skipped == 1)
        }
    }

    @Test("Only administrators replay")
    func access() async throws {
        try await EventsMachine.with { machine in
            let answer = try await machine[0].send(.post, "/v1/collected/rejected/replay", "{}", token: "customer")
            #expect(answer.status == 403)
        }
    }
}

import EventsAPI
import Foundation
import HTTPTypes
import MeshCore
import MeshTransport
import NIOPosix
import Testing

@testable import Events

@Suite("Sites")
struct SiteRoutesTests {
    @Test("A site is made, read, listed, changed and removed")
    func life() async throws {
        try await EventsMachine.with { machine in
            let events = machine[0]
            let site = try await events.createShop(#", "timeZone": "Europe/Berlin", "secret": "s", "currency": "CHF""#)
            #expect(site.timeZone == "Europe/Berlin" && site.currency.description == "CHF" && site.liveRules == 1)
            let read = try await events.send(.get, "/v1/sites/shop")
            #expect(try read.decode(EventSite.self) == site)
            let tag = try #require(read.headers[.eTag])
            #expect(try await events.send(.get, "/v1/sites/shop", headers: ["if-none-match": tag]).status == 304)

            let patch = #"{"name": "The shop", "timeZone": null, "keys": ["W-1"], "bots": "drop"}"#
            let changed = try await events.send(.patch, "/v1/sites/shop", patch, headers: ["if-match": tag])
            let after = try changed.decode(EventSite.self)
            #expect(after.name == "The shop" && after.timeZone == "UTC" && after.keys == ["W-1"], "\(changed)")
            #expect(after.bots == "drop" && after.secret == "s" && after.revision == 2)
            #expect(try await events.send(.patch, "/v1/sites/shop", patch, headers: ["if-match": tag]).status == 412)

            #expect(try await events.send(.post, "/v1/sites", #"{"id": "blog"}"#).status == 201)
            let first = try await events.send(.get, "/v1/sites?limit=1").decode(EventSiteList.self)
            #expect(first.items.map(\.id) == ["blog"])
            let rest = try await events.send(.get, "/v1/sites?limit=1&cursor=\(first.nextCursor ?? "")")
                .decode(EventSiteList.self)
            #expect(rest.items.map(\.id) == ["shop"] && rest.nextCursor == nil)

            #expect(try await events.send(.delete, "/v1/sites/shop").status == 204)
            #expect(try await events.send(.get, "/v1/sites/shop").code == "site_not_found")
            #expect(try await events.track("/v1/collect", EventsInstance.pageView()).text.contains("unknown_site"))
        }
    }

    @Test("What cannot be meant is refused, with the field")
    func refusals() async throws {
        try await EventsMachine.with(settings: ["sites.limit": "2"]) { machine in
            let events = machine[0]
            try await events.createShop()
            #expect(try await events.send(.post, "/v1/sites", #"{"id": "shop"}"#).code == "site_exists")
            let taken = try await events.send(.post, "/v1/sites", #"{"id": "b", "domains": ["Shop.Test"]}"#)
            #expect(taken.status == 409 && taken.code == "site_name_taken", "\(taken)")
            #expect(try await events.send(.post, "/v1/sites", #"{"id": "KEY"}"#).code == "site_name_taken")
            let wrong = [
                (#"{"id": "a/b"}"#, "id"), (#"{"id": "b", "timeZone": "Mars/Olympus"}"#, "timeZone"),
                (#"{"id": "b", "internalRanges": ["300.0.0.0/8"]}"#, "internalRanges[0]"),
                (#"{"id": "b", "nothing": 1}"#, "nothing"),
            ]
            for (body, field) in wrong {
                let answer = try await events.send(.post, "/v1/sites", body)
                #expect(answer.status == 400 && answer.fields == [field], "\(answer)")
            }
            #expect(try await events.send(.post, "/v1/sites", #"{"id": "b"}"#).status == 201)
            #expect(try await events.send(.post, "/v1/sites", #"{"id": "c"}"#).code == "too_many_sites")
        }
    }

    @Test("Sites are for administrators, and for those who make reports")
    func access() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].createShop()
            for token in [nil, "customer"] {
                #expect(try await machine[0].send(.get, "/v1/sites", token: token).status == (token == nil ? 401 : 403))
                let answer = try await machine[0].send(.post, "/v1/sites", #"{"id": "b"}"#, token: token)
                #expect(answer.status == (token == nil ? 401 : 403))
            }
        }
    }

    @Test("Services read sites and rules by the client, and no secrets")
    func client() async throws {
        try await EventsMachine.with { machine in
            try await machine[0].createShop(#", "secret": "s""#)
            let connection = ServiceClient(
                service: "events", source: machine.endpoints, group: MultiThreadedEventLoopGroup.singleton)
            let client = EventsClient(connection)
            let page = try await client.sites(limit: 10)
            #expect(page.items.map(\.id) == ["shop"] && page.items.first?.secret == nil)
            #expect(try await client.site("shop")?.liveRules == 1)
            #expect(try await client.site("none") == nil)
            let rules = try await client.rules(of: "shop", version: 1)
            #expect(rules?.isLive == true && rules?.document["version"] == 1)
            #expect(try await client.rules(of: "shop", version: 9) == nil)
            try await connection.shutDown()
        }
    }
}

import MeshCore
import Testing

@testable import EventCollection

@Suite("Privacy of collected events")
struct PrivacyTests {
    let view = """
        {"site":"shop","visitor":"v1","user":"u1","session":"s1","events":[{"name":"page_view","url":"https://shop.test/"}]}
        """

    func event(_ change: (inout Reception) -> Void, adding headers: Headers = [:]) throws -> IntakeItem {
        var reception = Reception()
        change(&reception)
        return try #require(reception.send("/v1/collect", view, adding: headers)?.items.first)
    }

    func accepted(_ change: (inout Reception) -> Void, adding headers: Headers = [:]) throws -> CollectedEvent {
        guard case .accepted(let event) = try event(change, adding: headers) else {
            throw Rejection(.invalidField, "the event was not accepted")
        }
        return event
    }

    @Test(
        "Do Not Track and Global Privacy Control are honoured as the site promises",
        arguments: ["dnt", "sec-gpc"], SignalPolicy.allCases)
    func signals(header: String, policy: SignalPolicy) throws {
        let item = try event(
            {
                $0.site.doNotTrack = policy
                $0.site.globalPrivacyControl = policy
            }, adding: [header: "1"])
        switch (item, policy) {
        case (.accepted(let event), .ignore):
            #expect(event.visitor == VisitorIdentity(basis: .device, id: "v1", userID: "u1", sessionID: "s1"))
        case (.accepted(let event), .anonymous):
            #expect(event.visitor.basis == .daily)
            #expect(event.visitor.userID == nil && event.visitor.sessionID == nil)
            #expect(!event.json.description.contains("v1\""))
        case (.dropped(let reason), .drop):
            #expect(reason == (header == "dnt" ? .doNotTrack : .globalPrivacyControl))
        default:
            Issue.record("\(policy) made \(item)")
        }
    }

    @Test("Who is not asked is measured or not, as the site says")
    func consent() throws {
        #expect(try accepted { $0.site.consent = .optOut }.visitor.basis == .device)
        #expect(try accepted { $0.site.consent = .optIn }.visitor.basis == .daily)
        let item = try event {
            $0.site.consent = .optIn
            $0.site.withoutConsent = .drop
        }
        #expect(item == .dropped(.noConsent))
    }

    @Test("Nothing remains of a dropped event")
    func dropped() throws {
        var reception = Reception()
        reception.site.doNotTrack = .drop
        let intake = try #require(reception.send("/v1/collect", view, adding: ["dnt": "1"]))
        #expect(intake.accepted.isEmpty && intake.deadLetters.isEmpty)
        #expect(intake.answer.json["results"]?[0]?["reason"] == "do_not_track")
    }

    @Test("A daily id depends on salt, site, browser and address, and on nothing else")
    func dailyID() throws {
        func daily(_ change: (inout Reception) -> Void = { _ in }) throws -> VisitorIdentity {
            try accepted {
                $0.site.identity = .daily
                change(&$0)
            }.visitor
        }
        let base = try daily()
        #expect(try daily { $0.requestID = "other" } == base)
        #expect(try daily { $0.address = NetworkAddress("203.0.113.78") }.id != base.id)
        #expect(try daily { $0.headers = ["user-agent": "Mozilla/5.0 (other)"] }.id != base.id)
        // Tomorrow today's salt is the previous one, and the visitor is still known by it.
        let tomorrow = try daily {
            $0.salts = VisitorSalts(current: Array("tomorrow's salt of tests".utf8), previous: Reception.salts.current)
        }
        #expect(tomorrow.id != base.id)
        #expect(tomorrow.earlierID == base.id)
    }

    @Test("Two sites cannot compare their visitors")
    func sitesApart() {
        let visitor = DailyVisitor(
            userAgent: Reception.browser, address: NetworkAddress("203.0.113.77"), salts: Reception.salts)
        #expect(visitor.identity(at: "a").id != visitor.identity(at: "b").id)
    }

    @Test("Of an address only the network is kept, in events and in dead letters")
    func truncation() throws {
        for (address, network) in [("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1::")] {
            var reception = Reception()
            reception.address = NetworkAddress(address)
            let intake = try #require(
                reception.send("/v1/collect", #"{"site":"shop","events":[{"name":"a"},{}]}"#))
            #expect(intake.accepted.first?.network == network)
            #expect(intake.deadLetters.first?.visitor.network == network)
            #expect(!intake.accepted.map(\.json.description).joined().contains(address))
            #expect(intake.deadLetters.first?.json.description.contains(address) == false)
        }
    }

    @Test("Bots and the site's own people are marked, or dropped where the site wants that")
    func traffic() throws {
        let bot: (inout Reception) -> Void = { $0.headers = ["user-agent": "Mozilla/5.0 (compatible; bingbot/2.0)"] }
        #expect(try accepted(bot).traffic == .bot)
        #expect(try accepted { $0.address = NetworkAddress("10.2.3.4") }.traffic == .internal)
        #expect(try accepted { _ in }.traffic == .visitor)
        let item = try event {
            bot(&$0)
            $0.site.bots = .drop
        }
        #expect(item == .dropped(.bot))
        let own = try event {
            $0.address = NetworkAddress("10.2.3.4")
            $0.site.internalTraffic = .drop
        }
        #expect(own == .dropped(.internalTraffic))
    }

    @Test(
        "A user agent is a viewer's, a bot's or a library's",
        arguments: [
            (Reception.browser, UserAgentClass.viewer), ("Mozilla/5.0 (Linux; Android 13; CUBOT P80)", .viewer),
            ("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", .bot),
            ("Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/142.0", .bot), ("", .bot),
            ("python-requests/2.34.2", .library), ("posthog-python/7.91.1", .library), ("curl/8.0", .library),
        ])
    func userAgents(text: String, expected: UserAgentClass) {
        #expect(UserAgentClass(text) == expected)
    }

    @Test("Who somebody is is not told of anonymous visitors")
    func identify() throws {
        let body = #"{"site":"shop","visitor":"v","events":[{"name":"identify","traits":{"email":"a@b.test"}}]}"#
        let intake = try #require(Reception().send("/v1/collect", body, adding: ["sec-gpc": "1"]))
        #expect(intake.items == [.dropped(.identityNotKept)])
    }

    @Test("A site's settings come back from their JSON, and say which field is wrong")
    func settings() throws {
        var site = Reception().site
        site.maximumAge = .seconds(3600)
        site.secret = "x"
        #expect(try SiteSettings(json: site.json) == site)
        let hosts: JSONValue = ["id": "shop", "domains": ["Shop.test", "shop.test", "www.shop.test"]]
        #expect(try SiteSettings(json: hosts).domains == ["shop.test", "www.shop.test"])
        let wrong: JSONValue = ["id": "a b", "bots": "x", "internalRanges": ["10.0.0.0/8", "no"]]
        let errors = #expect(throws: InvalidFields.self) { try SiteSettings(json: wrong) }?.errors
        #expect(errors?.map(\.field) == ["id", "bots", "internalRanges[1]"])
    }
}

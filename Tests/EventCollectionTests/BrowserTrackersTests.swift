import MeshCore
import Testing

@testable import EventCollection

@Suite("The protocols of Plausible, Umami and Matomo")
struct BrowserTrackersTests {
    @Test("Plausible's script: short names, JSON as text, 202")
    func plausible() throws {
        let body = """
            {"n":"pageview","u":"https://shop.test/p?utm_source=x","d":"shop.test","r":"https://a.test/",
            "p":{"plan":"pro","list":[1],"n":3}}
            """
        let intake = try #require(Reception().send("/api/event", body, adding: ["content-type": "text/plain"]))
        let event = try #require(intake.accepted.first)
        #expect(event.kind == .pageView)
        #expect(event.properties == ["plan": "pro", "n": 3])
        #expect(event.visitor.basis == .daily)
        #expect(event.visitor.earlierID != nil)
        #expect(intake.answer.status == 202)
        #expect(intake.answer.headers["x-plausible-dropped"] == nil)
    }

    @Test("Plausible's domains are a list, and an unknown one is told in the head")
    func plausibleDomains() throws {
        let body =
            #"{"name":"sale","url":"https://shop.test/","domain":"shop.test, other.test","# + """
                "revenue":{"currency":"USD","amount":"1322.22"}}
                """
        let intake = try #require(Reception().send("/api/event", body))
        #expect(intake.accepted.map(\.revenue) == [Money(amount: 132_222, currency: .usd)])
        #expect(intake.rejections == [.unknownSite])
        #expect(intake.answer.headers["x-plausible-dropped"] == "1")
        #expect(Reception().send("/api/event", #"{"n":"a","u":"nothing","d":"shop.test"}"#)?.answer.status == 400)
        let debug = Reception().send("/api/event", body, adding: ["x-debug-request": "true"])?.answer
        #expect(debug?.status == 200)
        #expect(debug?.text == "203.0.113.77")
    }

    @Test("Umami's visit lasts half an hour, and its token cannot be forged")
    func umami() throws {
        let body = """
            {"type":"event","payload":{"website":"shop","url":"/p","hostname":"shop.test","referrer":"","screen":"800x600",
            "language":"de","title":"T"}}
            """
        let first = try #require(Reception().send("/api/send", body))
        #expect(first.accepted.map(\.kind) == [.pageView])
        #expect(first.accepted.first?.page == PageAddress(host: "shop.test", path: "/p"))
        let token = try #require(first.answer.json["cache"]?.stringValue)
        let visit = try #require(first.answer.json["visitId"]?.stringValue)
        var later = Reception().request("/api/send", body: Array(body.utf8), adding: ["x-umami-cache": token])
        func visitID(after seconds: Int64, _ request: CollectRequest) throws -> String? {
            var request = request
            request.receivedAt = Reception.receivedAt + .seconds(seconds)
            let intake = try #require(Reception().collector().read(request, salts: Reception.salts))
            return intake.answer.json["visitId"]?.stringValue
        }
        #expect(try visitID(after: 1800, later) == visit)
        #expect(try visitID(after: 1801, later) != visit)
        later.headers = ["user-agent": Reception.browser, "x-umami-cache": "x" + token]
        #expect(try visitID(after: 5, later) != visit)
    }

    @Test("Umami's batch is answered with counts, a bot with a beep")
    func umamiBatch() throws {
        let body = """
            [{"type":"event","payload":{"website":"shop","url":"/","name":"click","data":{"a":1}}},
            {"type":"event","payload":{"url":"/"}},
            {"type":"performance","payload":{"website":"shop","url":"/","lcp":1200}}]
            """
        let intake = try #require(Reception().send("/api/batch", body))
        #expect(intake.accepted.map(\.name) == ["click", "web_vitals"])
        #expect(intake.answer.json["size"] == 3)
        #expect(intake.answer.json["processed"] == 2)
        #expect(intake.answer.json["details"]?[0]?["index"] == 1)
        var bot = Reception()
        bot.headers = ["user-agent": "Googlebot/2.1"]
        let beep = bot.send("/api/send", #"{"type":"event","payload":{"website":"shop","url":"/"}}"#)
        #expect(beep?.answer.json == ["beep": "boop"])
    }

    @Test("Matomo's query, its list, and its orders")
    func matomo() throws {
        let query = "idsite=shop&rec=1&action_name=T&url=https%3A%2F%2Fshop.test%2Fp&_id=0123456789abcdef&res=800x600"
        let view = try #require(Reception().send("/matomo.php", method: "GET", query: query))
        #expect(view.accepted.map(\.kind) == [.pageView])
        #expect(view.accepted.first?.visitor.id == "0123456789abcdef")
        #expect(view.answer.headers["content-type"] == "image/gif")
        #expect(Reception().send("/matomo.php", method: "GET", query: query + "&send_image=0")?.answer.status == 204)
        let bulk = """
            {"requests":["?idsite=shop&rec=1&idgoal=0&ec_id=o1&revenue=20.5&ec_items=[[\\"s\\",\\"n\\",\\"c\\",10.25,2]]",
            "?idsite=shop","?idsite=shop&rec=1&e_c=shop&e_a=add&e_n=l"]}
            """
        let intake = try #require(Reception().send("/matomo.php", bulk))
        #expect(intake.accepted.map(\.name) == ["purchase", "add"])
        #expect(intake.accepted.first?.items.first?.quantity == 2)
        #expect(intake.accepted.first?.revenue == Money(amount: 2050, currency: .eur))
        #expect(intake.answer.json["invalid_indices"] == [1])
    }
}

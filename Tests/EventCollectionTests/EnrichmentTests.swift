import MeshCore
import Testing

@testable import EventCollection

@Suite("Enrichment")
struct EnrichmentTests {
    @Test(
        "Source, medium and channel",
        arguments: [
            ("/", nil, "(direct)", "(none)", "Direct"),
            ("/", "https://shop.test/other", "(direct)", "(none)", "Direct"),
            ("/", "https://www.google.co.uk/", "google", "organic", "Organic Search"),
            ("/", "https://duckduckgo.com/", "duckduckgo", "organic", "Organic Search"),
            ("/", "https://l.facebook.com/l.php", "l.facebook.com", "referral", "Organic Social"),
            ("/", "https://t.co/abc", "t.co", "referral", "Organic Social"),
            ("/", "https://m.youtube.com/watch", "m.youtube.com", "referral", "Organic Video"),
            ("/", "https://www.amazon.de/", "amazon.de", "referral", "Organic Shopping"),
            ("/", "https://blog.example.org/", "blog.example.org", "referral", "Referral"),
            ("/?gclid=1", "https://www.google.com/", "google", "cpc", "Paid Search"),
            ("/?utm_source=google&utm_medium=cpc", nil, "google", "cpc", "Paid Search"),
            ("/?utm_source=Facebook&utm_medium=paid_social", nil, "Facebook", "paid_social", "Paid Social"),
            ("/?utm_source=youtube&utm_medium=cpv&utm_campaign=x", nil, "youtube", "cpv", "Paid Video"),
            ("/?utm_source=youtube&utm_medium=ppc", nil, "youtube", "ppc", "Paid Video"),
            ("/?utm_source=site&utm_medium=cpm", nil, "site", "cpm", "Display"),
            ("/?utm_source=site&utm_medium=banner", nil, "site", "banner", "Display"),
            ("/?utm_source=site&utm_medium=cpc", nil, "site", "cpc", "Paid Other"),
            ("/?utm_source=google&utm_medium=cpc&utm_campaign=eshop", nil, "google", "cpc", "Paid Shopping"),
            ("/?utm_source=google&utm_medium=cpc&utm_campaign=workshop", nil, "google", "cpc", "Paid Search"),
            ("/?utm_source=x&utm_medium=y&utm_campaign=My+Cross-Network", nil, "x", "y", "Cross-network"),
            ("/?utm_source=news&utm_medium=email", nil, "news", "email", "Email"),
            ("/?utm_source=p&utm_medium=affiliate", nil, "p", "affiliate", "Affiliates"),
            ("/?utm_source=p&utm_medium=audio", nil, "p", "audio", "Audio"),
            ("/?utm_source=sms&utm_medium=x", nil, "sms", "x", "SMS"),
            ("/?utm_source=app&utm_medium=webpush", nil, "app", "webpush", "Mobile Push Notifications"),
            ("/?utm_source=who", nil, "who", "(not set)", "Unassigned"),
        ] as [(String, String?, String, String, String)])
    func channels(path: String, referrer: String?, source: String, medium: String, channel: String) throws {
        let event = RowMaking.event(url: "https://shop.test\(path)", referrer: referrer)
        let row = try #require(try RowMaking.rows(event).first)
        #expect(row.text(.trafficSource) == source)
        #expect(row.text(.trafficMedium) == medium)
        #expect(row.text(.channel) == channel)
    }

    @Test(
        "Browser, system and device",
        arguments: [
            (Reception.browser, "Chrome 142", "Linux", "desktop"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                "Edge 142", "Windows 10", "desktop"
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
                "Safari 18", "iOS 18.1", "mobile"
            ),
            (
                "Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0 Mobile/15E148 Safari/604.1",
                "Chrome 120", "iPadOS 17.4", "tablet"
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox 133",
                "macOS 10.15", "desktop"
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
                "Samsung Internet 25", "Android 14", "mobile"
            ),
            (
                "Mozilla/5.0 (Linux; Android 13; Pixel Tablet) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
                "Chrome 120", "Android 13", "tablet"
            ),
            (
                "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/94.0 Safari/537.36",
                "Chrome 94", "webOS", "tv"
            ),
            (
                "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", "Internet Explorer 11",
                "Windows 7", "desktop"
            ),
            ("nothing known", "", "", "desktop"),
        ])
    func userAgents(text: String, browser: String, system: String, device: String) {
        let facts = UserAgentFacts(text)
        #expect([facts.browser, facts.browserVersion].compactMap(\.self).joined(separator: " ") == browser)
        #expect([facts.system, facts.systemVersion].compactMap(\.self).joined(separator: " ") == system)
        #expect(facts.device.rawValue == device)
    }

    @Test("A network's place comes from the file")
    func geography() throws {
        let table = try GeographyTable(
            parsing: """
                # of documentation
                192.0.2.0/24,DE,BE,Berlin
                203.0.113.0/25,FR
                2001:db8::/32,IT,,Rome\r

                """)
        func place(_ text: String) -> GeographyTable.Place? { NetworkAddress(text).flatMap(table.place) }
        #expect(place("192.0.2.0") == GeographyTable.Place(country: "DE", region: "BE", city: "Berlin"))
        #expect(place("192.0.2.255")?.country == "DE")
        #expect(place("192.0.3.0") == nil)
        #expect(place("192.0.1.255") == nil)
        #expect(place("203.0.113.127")?.country == "FR")
        #expect(place("203.0.113.128") == nil)
        #expect(place("2001:db8:ffff::1") == GeographyTable.Place(country: "IT", region: nil, city: "Rome"))
        let row = try #require(
            try RowMaking.rows(RowMaking.event { $0.network = "192.0.2.0" }, geography: table).first)
        #expect(row[.country] == "DE" && row[.region] == "BE" && row[.city] == "Berlin")
    }

    @Test(
        "A wrong file is told by its line",
        arguments: [
            ("192.0.2.0/24", 1), ("\nx,DE", 2), ("192.0.2.0/24,de", 1), ("192.0.2.0/24,DE,a,b,c", 1),
            ("192.0.2.0/24,DE\n192.0.2.128/25,FR", nil),
        ] as [(String, Int?)])
    func wrongGeography(text: String, line: Int?) {
        let error = #expect(throws: GeographyError.self) { try GeographyTable(parsing: text) }
        #expect(error?.line == line)
    }

    @Test("Each part of the enrichment can be left out")
    func leftOut() throws {
        let rules: JSONValue = [
            "version": 1, "enrichment": ["userAgent": false, "campaign": false, "geography": false],
        ]
        let row = try #require(
            try RowMaking.rows(
                RowMaking.event(referrer: "https://www.google.com/") { $0.userAgent = Reception.browser }, rules
            ).first)
        #expect(row[.browser] == nil && row[.channel] == nil && row[.trafficSource] == nil)
        #expect(row[.referrerHost] == "www.google.com")
    }
}

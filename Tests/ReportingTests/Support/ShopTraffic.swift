import EventCollection
import MeshCore
import ReportIntake

@testable import Reporting

/// Two months of a shop's visits up to a moment, as its pages would have sent them: with weekdays and hours, sources, places,
/// devices, and people who come back and buy. The same seed and end make the same events.
struct ShopTraffic {
    /// In the order of their receipt.
    private(set) var events: [CollectedEvent] = []
    private var random: SplitMix64
    private let end: Timestamp

    static let site = "shop"
    static let rules: JSONValue = [
        "version": 1,
        "goals": [
            ["name": "Newsletter", "when": ["field": "name", "is": "newsletter"]],
            ["name": "Purchase", "when": ["field": "name", "is": "purchase"]],
        ],
    ]
    /// Where the networks are from which visitors come.
    static let geography = places.enumerated().map { "198.51.\($0).0/24,\($1)\n" }.joined()

    private static let places = [
        "DE,Berlin,Berlin", "DE,Bayern,München", "DE,Hamburg,Hamburg", "AT,Wien,Wien", "CH,Zürich,Zürich",
        "FR,Île-de-France,Paris", "NL,Noord-Holland,Amsterdam", "GB,England,London", "US,New York,New York",
        "PL,Mazowieckie,Warszawa",
    ]
    private static let sources: [(referrer: String?, campaign: Campaign)] = [
        ("https://www.google.com/", Campaign()), (nil, Campaign()), ("https://www.google.com/", Campaign()),
        (nil, Campaign()), ("https://duckduckgo.com/", Campaign()), ("https://news.ycombinator.com/", Campaign()),
        (nil, Campaign(source: "newsletter", medium: "email", name: "autumn")), ("https://www.bing.com/", Campaign()),
        ("https://www.reddit.com/", Campaign()), (nil, Campaign(source: "google", medium: "cpc", name: "lamps")),
        ("https://www.instagram.com/", Campaign()),
    ]
    private static let agents = [
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
            + "Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile "
            + "Safari/537.36",
        "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
    ]
    private static let pages = [
        "/", "/lamps", "/lamps/brass-orrery", "/about", "/journal/tides", "/clocks", "/clocks/noon-mark",
        "/journal/moons",
    ]

    init(seed: UInt64, until end: Timestamp, days: Int = 62, visitsPerDay: Int = 18) {
        random = SplitMix64(seed: seed)
        self.end = end
        for day in (0..<days).reversed() {
            let start = end - .seconds(Int64(day + 1) * 86_400)
            let weekend = (start.day + 3) % 7 >= 5
            // It grows slowly, and weekends are quieter.
            let count = visitsPerDay * (weekend ? 60 : 100) * (days * 2 - day) / (days * 200)
            for _ in 0..<(count + random.below(5)) {
                // Later hours of each day are busier.
                let second = max(random.below(86_400), random.below(86_400))
                addVisit(from: start + .seconds(Int64(second)), visitor: random.below(count * 45))
            }
        }
        for _ in 0..<14 { addVisit(from: end - .seconds(Int64(random.below(1500) + 60)), visitor: random.below(4000)) }
        events.sort { ($0.receivedAt, $0.id) < ($1.receivedAt, $1.id) }
    }

    /// A visit that goes on: who it is, where from, and when they do the next thing.
    private struct Visit {
        let visitor: Int
        let referrer: String?
        let campaign: Campaign
        var time: Timestamp
        var hasBegun = false
    }

    private mutating func addVisit(from start: Timestamp, visitor: Int) {
        let (referrer, campaign) = Self.sources[least(of: Self.sources.count)]
        var visit = Visit(visitor: visitor, referrer: referrer, campaign: campaign, time: start)
        for view in 0..<(1 + least(of: 6)) {
            let isHome = view == 0 && random.below(3) == 0
            add(.pageView, "page_view", isHome ? "/" : Self.pages[least(of: Self.pages.count)], to: &visit)
        }
        if random.below(9) == 0 { add(.action, "newsletter", "/about", to: &visit) }
        let steps = [("view_item", 3, 1), ("add_to_cart", 2, 1), ("begin_checkout", 3, 2), ("purchase", 4, 3)]
        for (name, of, goOn) in steps {
            guard random.below(of) < goOn else { return }
            let amount = name == "purchase" ? Money(amount: Int64(1900 + random.below(240) * 100), currency: .eur) : nil
            add(
                .action, name, name == "purchase" ? "/checkout/thanks" : "/lamps/brass-orrery", revenue: amount,
                to: &visit)
        }
    }

    /// A number below another, smaller ones more often.
    private mutating func least(of count: Int) -> Int { min(random.below(count), random.below(count)) }

    private mutating func add(
        _ kind: EventCollection.EventKind, _ name: String, _ path: String, revenue: Money? = nil, to visit: inout Visit
    ) {
        guard visit.time < end else { return }
        var event = CollectedEvent(
            id: "e\(events.count)", source: "tests", site: Self.site, tracker: .collect, kind: kind, name: name,
            occurredAt: visit.time, receivedAt: visit.time,
            visitor: VisitorIdentity(basis: .device, id: "v\(visit.visitor)"),
            page: PageAddress(scheme: "https", host: "shop.example", path: path))
        if !visit.hasBegun {
            event.referrer = visit.referrer.flatMap { PageAddress($0) }
            event.campaign = visit.campaign
        }
        event.revenue = revenue
        // Who somebody is follows from their number: place and device stay the same.
        event.userAgent = Self.agents[min(visit.visitor % Self.agents.count, visit.visitor / 7 % Self.agents.count)]
        event.network = "198.51.\(min(visit.visitor % Self.places.count, visit.visitor / 3 % Self.places.count)).0"
        events.append(event)
        visit.hasBegun = true
        visit.time = visit.time + .seconds(Int64(random.below(80) + 6))
    }
}

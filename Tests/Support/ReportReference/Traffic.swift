package import MeshCore
package import ReportAnalysis

/// Visitors as a seed makes them: bursts of events, pauses about as long as a visit's limit, campaigns, clocks that run wrong, midnights.
package struct Traffic {
    private var random: SplitMix64
    private let from: Timestamp
    private let days: Int
    private let visitorCount: Int

    package init(seed: UInt64, from: Timestamp, days: Int = 3, visitorCount: Int = 20) {
        random = SplitMix64(seed: seed)
        self.from = from
        self.days = days
        self.visitorCount = visitorCount
    }

    private static let pages = ["/", "/pricing", "/blog", "/blog/1", "/cart", "/checkout", "/thanks"]
    private static let sources = ["google", "bing", "newsletter", "partner"]
    private static let devices = ["desktop", "mobile", "tablet"]
    private static let plans = ["free", "team", "large"]

    /// The events of all visitors, in no order.
    package mutating func events(perVisitor count: Int = 30) -> [ReportEvent] {
        var events: [ReportEvent] = []
        for visitor in 1...UInt64(visitorCount) {
            let device = pick(Self.devices)
            var time = from + .seconds(random.below(days * 86_400))
            for _ in 0..<(1 + random.below(count)) {
                events.append(event(of: visitor &* 0x9E37_79B9, at: time, device: device))
                time = time + pause()
                if time > from + .seconds(days * 86_400) { break }
            }
        }
        return events
    }

    private mutating func pause() -> Duration {
        switch random.below(10) {
        case 0: .seconds(1800)
        case 1: .milliseconds(1_800_001)
        case 2: .seconds(1500 + random.below(700))
        case 3: .seconds(random.below(40_000))
        case 4: .zero
        default: .milliseconds(random.below(300_000))
        }
    }

    private mutating func event(of visitor: UInt64, at time: Timestamp, device: String) -> ReportEvent {
        let id = random.next()
        var values = [
            Dimension.page: pick(Self.pages), .hostname: random.below(4) == 0 ? "shop.example" : "example.org",
        ]
        values[.device] = device
        if random.below(4) == 0 { values[.source] = pick(Self.sources) }
        if random.below(3) == 0 { values[.plan] = pick(Self.plans) }
        // Clocks that run ahead are held at the receipt; what its own delay is does not matter here.
        let ahead = random.below(20) == 0
        let received = ahead ? time - .seconds(random.below(7200)) : time + .milliseconds(random.below(2000))
        let goals = random.below(5) == 0 ? ["Sign-up", "Purchase"].filter { _ in random.below(2) == 0 } : []
        switch random.below(8) {
        case 0:
            return ReportEvent(
                id: id, visitor: visitor, time: time, received: received, kind: .signal, name: "engagement",
                values: values, scrollDepth: random.below(101), engagement: .milliseconds(random.below(60_000)),
                number: Double(random.below(4000)))
        case 1, 2:
            let currency: Currency = random.below(3) == 0 ? .usd : .eur
            return ReportEvent(
                id: id, visitor: visitor, time: time, received: received, kind: .action, name: "purchase",
                values: values, goals: goals, revenue: Money(amount: Int64(random.below(20_000)), currency: currency))
        default:
            return ReportEvent(
                id: id, visitor: visitor, time: time, received: received, values: values, goals: goals,
                scrollDepth: random.below(3) == 0 ? random.below(101) : nil)
        }
    }

    private mutating func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }
}

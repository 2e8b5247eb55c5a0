package import MeshCore
import ReportAnalysis

/// Questions as a seed makes them, about what ``Traffic`` sends.
package struct RandomQuery {
    private var random: SplitMix64

    package init(random: SplitMix64) {
        self.random = random
    }

    private static let dimensions = [
        "event:page", "event:hostname", "event:goal", "event:name", "event:props:plan", "visit:source", "visit:device",
        "visit:entry_page", "visit:exit_page", "visit:browser",
    ]
    private static let clauses: [String: [String]] = [
        "event:page": ["/", "/blog", "/cart", "/nowhere"], "event:hostname": ["shop.example", "example.org"],
        "event:goal": ["Sign-up", "Purchase"], "event:name": ["pageview", "purchase", "engagement"],
        "event:props:plan": ["free", "team", "(none)"], "visit:source": ["google", "bing", "(none)"],
        "visit:device": ["mobile", "desktop"], "visit:entry_page": ["/", "/blog"], "visit:exit_page": ["/", "/thanks"],
        "visit:browser": ["(none)", "Firefox"],
    ]

    /// - Parameter days: Dates that the traffic lies on.
    package mutating func json(days: [String]) -> JSONValue {
        var dimensions = Self.dimensions.filter { _ in random.below(7) == 0 }.prefix(3).map { JSONValue.string($0) }
        if random.below(3) == 0 {
            dimensions.insert(.string(pick(["time:hour", "time:day", "time", "time:week"])), at: 0)
        }
        var object = JSONObject([
            ("site_id", "example.org"),
            ("metrics", .array(Self.metrics.filter { _ in random.below(2) == 0 }.map { .string($0) } + ["visitors"])),
            ("dimensions", .array(dimensions)), ("date_range", range(days)),
        ])
        if random.below(3) > 0 { object["filters"] = .array((0..<(1 + random.below(2))).map { _ in filter(depth: 0) }) }
        return .object(object)
    }

    private static let metrics = [
        "visits", "pageviews", "events", "views_per_visit", "bounce_rate", "visit_duration", "scroll_depth",
        "time_on_page",
        "total_revenue", "average_revenue",
    ]

    private mutating func range(_ days: [String]) -> JSONValue {
        let first = random.below(days.count)
        let last = first + random.below(days.count - first)
        switch random.below(3) {
        case 0:
            let hour = 10 + random.below(10)
            return [.string("\(days[first])T0\(random.below(10)):17:31Z"), .string("\(days[last])T\(hour):40:05.5Z")]
        default: return [.string(days[first]), .string(days[last])]
        }
    }

    private mutating func filter(depth: Int) -> JSONValue {
        switch random.below(depth > 2 ? 4 : 10) {
        case 4: return ["and", .array([filter(depth: depth + 1), filter(depth: depth + 1)])]
        case 5: return ["or", .array([filter(depth: depth + 1), filter(depth: depth + 1)])]
        case 6: return ["not", filter(depth: depth + 1)]
        case 7: return ["has_done", filter(depth: depth + 1)]
        case 8: return ["has_not_done", filter(depth: depth + 1)]
        default:
            let dimension = pick(Self.dimensions)
            let clauses = Self.clauses[dimension] ?? []
            let clause = pick(clauses)
            switch random.below(6) {
            case 0: return ["is_not", .string(dimension), [.string(clause)]]
            case 1: return ["contains", .string(dimension), [.string(String(clause.prefix(3)))]]
            case 2: return ["contains_not", .string(dimension), [.string(clause)]]
            case 3: return ["matches", .string(dimension), [.string("^\(clause.filter(\.isLetter))")]]
            case 4:
                return ["is", .string(dimension), [.string(clause.uppercased())], ["case_sensitive": false]]
            default: return ["is", .string(dimension), .array(clauses.prefix(1 + random.below(2)).map { .string($0) })]
            }
        }
    }

    private mutating func pick(_ choices: [String]) -> String { choices[random.below(choices.count)] }
}

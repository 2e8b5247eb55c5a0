import MeshCore
package import ReportAnalysis

/// What visitors did one after another, by straight loops: what funnels, retention and attribution are held against.
package struct NaiveJourneys {
    /// The visits of each visitor, in order.
    package let visitors: [[[ReportEvent]]]

    package init(_ visits: [[ReportEvent]]) {
        visitors = Dictionary(grouping: visits) { $0[0].visitor }.values.map { visits in
            visits.sorted { $0[0].time < $1[0].time }
        }
    }

    /// How many of some steps a visitor takes at most, by trying every choice of events.
    package static func reach(
        _ events: [ReportEvent], _ steps: [(ReportEvent) -> Bool], window: Duration, strict: Bool
    ) -> Int {
        func longest(from place: Int, step: Int, start: Timestamp) -> Int {
            guard step < steps.count else { return step }
            var best = step
            for next in place..<events.count {
                if start.duration(to: events[next].time) > window { break }
                if steps[step](events[next]) { best = max(best, longest(from: next + 1, step: step + 1, start: start)) }
                if strict || best == steps.count { break }
            }
            return best
        }
        var best = 0
        for first in events.indices where steps[0](events[first]) {
            best = max(best, longest(from: first + 1, step: 1, start: events[first].time))
        }
        return best
    }
}

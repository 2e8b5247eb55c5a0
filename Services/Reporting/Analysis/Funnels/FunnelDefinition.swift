package import MeshCore

/// Steps that visitors take one after another.
package struct FunnelDefinition: Hashable, Sendable {
    /// What an event has to be for each step; two to ten.
    package let steps: [ReportFilter]
    /// How long after the first step the last may come.
    package let window: Duration
    package let order: Order
    /// When all of it has to happen.
    package let range: Range<Timestamp>
    /// What visitors are divided by: the visit in which they first took the first step. A dimension of visits.
    package let breakdown: Dimension?

    package enum Order: String, Hashable, Sendable {
        /// Other events may come between.
        case loose
        /// Each step is the very next thing that the visitor does.
        case strict
    }

    /// What is looked at to tell which events are steps.
    var stepColumns: JourneyColumns {
        JourneyColumns(dimensions: steps.reduce(into: []) { $0.formUnion($1.dimensions) })
    }

    /// What of those events is looked at besides.
    var hitColumns: JourneyColumns {
        JourneyColumns(owners: false, firsts: false, events: true, dimensions: Set(breakdown.map { [$0] } ?? []))
    }

    /// What is looked at.
    package var columns: JourneyColumns {
        let dimensions = steps.reduce(into: Set(breakdown.map { [$0] } ?? [])) { $0.formUnion($1.dimensions) }
        return JourneyColumns(events: true, dimensions: dimensions)
    }

    package static let stepCounts = 2...10

    /// Takes a definition; nil with too few or too many steps, or a breakdown that is none of visits.
    package init?(
        steps: [ReportFilter], window: Duration, order: Order = .loose, range: Range<Timestamp>,
        breakdown: Dimension? = nil
    ) {
        guard Self.stepCounts.contains(steps.count), breakdown?.scope != .event else { return nil }
        self.steps = steps
        self.window = window
        self.order = order
        self.range = range
        self.breakdown = breakdown
    }
}

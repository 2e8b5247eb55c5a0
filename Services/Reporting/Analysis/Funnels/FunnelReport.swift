/// How many visitors came to each step of a funnel.
package struct FunnelReport: Hashable, Sendable {
    /// By the breakdown's value; one under ``Dimension/none`` without a breakdown. Only values that visitors had.
    package let groups: [String: [Int]]
    /// All visitors: how many took at least the first step, the second, and so on; each visitor once.
    package let counts: [Int]

    /// Counts the visitors of some segments.
    ///
    /// - Parameter segments: All that hold events of the definition's range; what they hold of a visitor follows in time.
    package init(_ definition: FunnelDefinition, over segments: [VisitSegment]) {
        self.init(definition, parts: [Self.groups(definition, segments)])
    }

    /// Counts the visitors of some segments, some visitors at a time, on all cores.
    ///
    /// - Parameter journeys: All that hold events of the definition's range.
    /// - Throws: What reading throws.
    package init(_ definition: FunnelDefinition, over journeys: VisitorParts) throws {
        // What comes between steps does not matter, so that only events are looked at that can be one.
        let tables = definition.order == .loose ? journeys.each { StepTables(definition.steps, $0) } : []
        let parts = try journeys.map { part in
            var counting = FunnelCounting(definition)
            for place in part.places {
                guard let table = tables.isEmpty ? nil : tables[place] else {
                    counting.take(try part.segment(place, definition.columns))
                    continue
                }
                let slice = try part.segment(place, definition.stepColumns)
                let hits = table.hits(in: slice)
                if !hits.isEmpty {
                    counting.take(hits, of: slice, with: try part.segment(place, definition.hitColumns))
                }
            }
            return counting.groups
        }
        self.init(definition, parts: parts)
    }

    private init(_ definition: FunnelDefinition, parts: [[String: [Int]]]) {
        var groups: [String: [Int]] = [:]
        for part in parts {
            groups.merge(part) { mine, theirs in zip(mine, theirs).map { $0 + $1 } }
        }
        self.groups = groups
        counts = definition.steps.indices.map { step in groups.values.reduce(0) { $0 + $1[step] } }
    }

    private static func groups(_ definition: FunnelDefinition, _ segments: [VisitSegment]) -> [String: [Int]] {
        var counting = FunnelCounting(definition)
        for segment in segments { counting.take(segment) }
        return counting.groups
    }
}

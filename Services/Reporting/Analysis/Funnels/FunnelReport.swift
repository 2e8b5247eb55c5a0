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
        self.init(
            definition,
            parts: try journeys.map { part in Self.groups(definition, try part.segments(definition.columns)) })
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

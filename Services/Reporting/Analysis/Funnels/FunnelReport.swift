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
        let values = FunnelValues(segments.map { segment in definition.breakdown.flatMap { segment.texts(of: $0) } })
        var counting = FunnelCounting(definition, values)
        for (place, segment) in segments.enumerated() { counting.take(segment, of: place) }
        self.init(definition, values, parts: [counting.counts(0 ... .max)])
    }

    /// Counts the visitors of some segments, some visitors at a time, on all cores.
    ///
    /// - Parameter journeys: All that hold events of the definition's range.
    /// - Throws: What reading throws.
    package init(_ definition: FunnelDefinition, over journeys: VisitorParts) throws {
        // What comes between steps does not matter, so that only events are looked at that can be one.
        let tables = definition.order == .loose ? journeys.each { StepTables(definition.steps, $0) } : []
        let values = FunnelValues(journeys.each { segment in definition.breakdown.flatMap { segment.texts(of: $0) } })
        let parts = try journeys.map({ (FunnelCounting(definition, values), [StepHit]()) }) { desk, part in
            desk.0.reset()
            for place in part.places {
                guard let table = tables.isEmpty ? nil : tables[place] else {
                    desk.0.take(try part.segment(place, definition.columns), of: place)
                    continue
                }
                let slice = try part.segment(place, definition.stepColumns)
                table.find(in: slice, &desk.1)
                if !desk.1.isEmpty {
                    let columns = try part.segment(place, definition.hitColumns)
                    desk.0.take(desk.1, of: slice, with: columns, of: place)
                }
            }
            return desk.0.counts(part.span)
        }
        self.init(definition, values, parts: parts)
    }

    private init(_ definition: FunnelDefinition, _ values: FunnelValues, parts: [[[Int]]]) {
        let none = Array(repeating: 0, count: definition.steps.count)
        var sums = Array(repeating: none, count: values.texts.count)
        for part in parts {
            for (value, counts) in part.enumerated() where counts[0] > 0 {
                for step in counts.indices { sums[value][step] += counts[step] }
            }
        }
        groups = Dictionary(uniqueKeysWithValues: zip(values.texts, sums).filter { $0.1[0] > 0 })
        counts = sums.reduce(none) { all, counts in zip(all, counts).map { $0 + $1 } }
    }
}

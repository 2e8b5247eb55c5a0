package import MeshCore

/// How much of the conversions, and of what they brought, each value of a dimension has earned.
package struct AttributionReport: Hashable, Sendable {
    package let credits: [String: Credit]
    package let conversionCount: Int

    package struct Credit: Hashable, Sendable {
        /// Parts of conversions.
        package var conversions = 0.0
        /// Minor units, with fractions.
        package var revenue: [Currency: Double] = [:]
    }

    /// Credits the visits of some segments.
    ///
    /// - Parameter segments: All with visits from the range's begin less the lookback on.
    package init(_ definition: AttributionDefinition, over segments: [VisitSegment]) {
        let walk = VisitorWalk(segments: segments)
        let masks = walk.masks(definition.conversion)
        let values = walk.values(of: definition.dimension)
        var credits: [String: Credit] = [:]
        var count = 0
        walk.forEach { _, visits in
            for (place, visit) in visits.enumerated() {
                for event in walk.events(of: visit) where masks[visit.segment][event] {
                    let time = walk.time(of: event, in: visit.segment)
                    guard definition.range.contains(time) else { continue }
                    count += 1
                    // The visit of the conversion has its part, however long it is.
                    let touches = visits[...place].filter {
                        $0 == visit || walk.start(of: $0) >= time - definition.lookback
                    }
                    let sources = touches.map { values[$0.segment][$0.visit] }
                    let shares = definition.model.shares(
                        ages: touches.map { walk.start(of: $0).duration(to: time) }, isDirect: sources.map { $0 == nil }
                    )
                    let money = walk.segments[visit.segment].revenue.value(at: event)
                    for (source, share) in zip(sources, shares) where share > 0 {
                        credits[source ?? Dimension.none, default: Credit()].add(share, of: money)
                    }
                }
            }
        }
        self.credits = credits
        conversionCount = count
    }
}

extension AttributionReport.Credit {
    fileprivate mutating func add(_ share: Double, of money: Money?) {
        conversions += share
        if let money { revenue[money.currency, default: 0] += share * Double(money.amount) }
    }
}

import MeshCore

/// Credits visits for what visitors did later, visitor by visitor.
struct AttributionCounting {
    private let definition: AttributionDefinition
    private(set) var credits: [String: AttributionReport.Credit] = [:]
    private(set) var conversionCount = 0

    init(_ definition: AttributionDefinition) {
        self.definition = definition
    }

    /// Takes some visitors with all of their visits; they come ascending.
    mutating func take(_ segments: [VisitSegment]) {
        let walk = VisitorWalk(segments: segments)
        let masks = walk.masks(definition.conversion)
        let values = walk.values(of: definition.dimension)
        walk.forEach { _, visits in
            for (place, visit) in visits.enumerated() {
                for event in walk.events(of: visit) where masks[visit.segment][event] {
                    let time = walk.time(of: event, in: visit.segment)
                    guard definition.range.contains(time) else { continue }
                    conversionCount += 1
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
                        credits[source ?? Dimension.none, default: AttributionReport.Credit()].add(share, of: money)
                    }
                }
            }
        }
    }
}

extension AttributionReport.Credit {
    fileprivate mutating func add(_ share: Double, of money: Money?) {
        conversions += share
        if let money { revenue[money.currency, default: 0] += share * Double(money.amount) }
    }
}

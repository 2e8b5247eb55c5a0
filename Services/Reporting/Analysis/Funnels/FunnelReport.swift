/// How many visitors came to each step of a funnel.
package struct FunnelReport: Hashable, Sendable {
    /// By the breakdown's value; one under ``Dimension/none`` without a breakdown. Only values that visitors had.
    package let groups: [String: [Int]]
    /// All visitors: how many took at least the first step, the second, and so on; each visitor once.
    package let counts: [Int]

    /// Counts the visitors of some segments.
    ///
    /// - Parameter segments: All that hold events of the definition's range.
    package init(_ definition: FunnelDefinition, over segments: [VisitSegment]) {
        let walk = VisitorWalk(segments: segments)
        let masks = definition.steps.map(walk.masks)
        let values = definition.breakdown.map(walk.values)
        let stepCount = definition.steps.count
        var groups: [String: [Int]] = [:]
        walk.forEach { _, visits in
            var progress = FunnelProgress(definition)
            var value: String?
            for visit in visits {
                let segment = visit.segment
                for event in walk.events(of: visit) where walk.isAct(event, in: segment) {
                    let time = walk.time(of: event, in: segment)
                    guard definition.range.contains(time) else { continue }
                    let wasOutside = progress.reached == 0
                    progress.take(at: time) { masks[$0][segment][event] }
                    if wasOutside, progress.reached > 0 { value = values?[segment][visit.visit] }
                }
            }
            for step in 0..<progress.reached {
                groups[value ?? Dimension.none, default: Array(repeating: 0, count: stepCount)][step] += 1
            }
        }
        self.groups = groups
        counts = (0..<stepCount).map { step in groups.values.reduce(0) { $0 + $1[step] } }
    }
}

/// Which events and visits count.
package indirect enum ReportFilter: Hashable, Sendable {
    case test(FilterTest)
    case all([ReportFilter])
    case any([ReportFilter])
    case not(ReportFilter)
    /// Whether the visit has, anywhere, an event that matches.
    case hasDone(ReportFilter)

    /// Whether one event of a visit can match where another does not.
    package var dependsOnEvent: Bool {
        switch self {
        case .test(let test): test.dimension.scope == .event
        case .all(let parts), .any(let parts): parts.contains { $0.dependsOnEvent }
        case .not(let part): part.dependsOnEvent
        case .hasDone: false
        }
    }

    /// All dimensions that are asked for.
    package var dimensions: Set<Dimension> {
        switch self {
        case .test(let test): [test.dimension]
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.dimensions) }
        case .not(let part), .hasDone(let part): part.dimensions
        }
    }

    /// The filter without those parts at its top by which single events count or do not, and that ask for a dimension that
    /// fits; nil when nothing is left.
    ///
    /// What a rate is a share of: those who could have, whether they did or not.
    package func removing(_ fits: (Dimension) -> Bool) -> ReportFilter? {
        switch self {
        case .all(let parts):
            let rest = parts.compactMap { $0.removing(fits) }
            return rest.isEmpty ? nil : .all(rest)
        case .test, .any, .not, .hasDone:
            return dependsOnEvent && dimensions.contains(where: fits) ? nil : self
        }
    }

    /// Whether a visit counts, by its own dimensions alone.
    ///
    /// - Parameter value: Of a dimension; ``Dimension/none`` where there is none.
    /// - Returns: Nil when that depends on its events.
    package func takesVisit(_ value: (Dimension) -> String?) -> Bool? {
        switch self {
        case .test(let test): return value(test.dimension).map(test.fits)
        case .all(let parts):
            let answers = parts.map { $0.takesVisit(value) }
            return answers.contains(nil) ? nil : answers.allSatisfy { $0 == true }
        case .any(let parts):
            let answers = parts.map { $0.takesVisit(value) }
            return answers.contains(nil) ? nil : answers.contains(true)
        case .not(let part): return part.takesVisit(value).map { !$0 }
        case .hasDone: return nil
        }
    }
}

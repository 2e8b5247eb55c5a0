import MeshCore
import ReportAnalysis

/// What a selector asks the reports of each site.
struct SeriesPlan: Hashable, Sendable {
    let metric: SeriesMetric
    /// By which series are told apart.
    let labels: [SeriesLabel]
    let filter: ReportFilter?
    private let siteMatchers: [LabelMatcher]
    private let currencyMatchers: [LabelMatcher]
    let place: PromQLPlace

    /// - Parameters:
    ///   - labels: By which series are told apart; nil: by the site and what the selector names.
    /// - Throws: ``PromQLError``.
    init(
        _ metric: SeriesMetric, _ selector: SeriesSelector, by labels: [SeriesLabel]?
    ) throws(PromQLError) {
        self.metric = metric
        place = selector.place
        var sites: [LabelMatcher] = []
        var currencies: [LabelMatcher] = []
        var tests: [ReportFilter] = []
        var named: [SeriesLabel] = [.site]
        if metric == .revenue { named.append(.currency) }
        for matcher in selector.matchers {
            let label = try SeriesLabel.named(matcher.label, at: matcher.place)
            if !named.contains(label) { named.append(label) }
            switch label {
            case .site: sites.append(matcher)
            case .currency: currencies.append(matcher)
            case .dimension(let dimension): tests.append(try Self.test(dimension, matcher))
            }
        }
        self.labels = labels ?? named
        siteMatchers = sites
        currencyMatchers = currencies
        filter = tests.isEmpty ? nil : .all(tests)
        let dimensions = self.dimensions
        guard dimensions.count <= QueryLimits.dimensions else {
            throw .parse("at most \(QueryLimits.dimensions) labels besides the site tell series apart", at: place)
        }
        let used = Set(dimensions).union(filter?.dimensions ?? [])
        if metric.metric.isOfVisits, let dividing = used.first(where: \.dividesVisits) {
            throw .parse(
                "\(metric.rawValue) is of whole visits, which \(SeriesLabel.dimension(dividing).name) divides",
                at: place)
        }
    }

    var dimensions: [Dimension] {
        labels.compactMap { if case .dimension(let dimension) = $0 { dimension } else { nil } }
    }

    /// - Throws: ``PromQLError`` of a pattern.
    func takes(site: String) throws(PromQLError) -> Bool { try Self.fit(siteMatchers, site) }

    /// - Throws: ``PromQLError`` of a pattern.
    func takes(currency: String) throws(PromQLError) -> Bool { try Self.fit(currencyMatchers, currency) }

    private static func fit(_ matchers: [LabelMatcher], _ text: String) throws(PromQLError) -> Bool {
        for matcher in matchers {
            guard try matcher.fits(text) else { return false }
        }
        return true
    }

    /// A value that is not there is `(none)` here, as in reports, and fits patterns as such.
    private static func test(_ dimension: Dimension, _ matcher: LabelMatcher) throws(PromQLError) -> ReportFilter {
        let found: ReportFilter
        if try matcher.pattern() != nil {
            guard let test = FilterTest(dimension, .matches, [matcher.patternText]),
                let none = FilterTest(dimension, .equals, [Dimension.none])
            else { throw .parse("error parsing regexp: \"\(matcher.value)\"", at: matcher.place) }
            let fitsNone = try matcher.pattern()?.matches(Dimension.none) ?? false
            found = fitsNone ? .any([.test(test), .test(none)]) : .test(test)
        } else {
            guard let test = FilterTest(dimension, .equals, [matcher.value]) else {
                preconditionFailure("a test for equality is always one")
            }
            found = .test(test)
        }
        return matcher.comparison.isNegated ? .not(found) : found
    }
}

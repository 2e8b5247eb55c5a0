/// What is counted, under the names of Plausible's Stats API v2, and percentiles of what events measured besides.
package enum Metric: String, Hashable, Sendable, CaseIterable {
    case visitors, visits, pageviews, events
    case viewsPerVisit = "views_per_visit"
    case bounceRate = "bounce_rate"
    case visitDuration = "visit_duration"
    case scrollDepth = "scroll_depth"
    case timeOnPage = "time_on_page"
    case percentage
    case conversionRate = "conversion_rate"
    case groupConversionRate = "group_conversion_rate"
    case averageRevenue = "average_revenue"
    case totalRevenue = "total_revenue"
    case medianNumber = "median_number"
    case p75Number = "p75_number"
    case p95Number = "p95_number"

    /// What a scan has to reckon for it.
    var needs: ScanNeeds {
        switch self {
        case .visitors, .percentage, .conversionRate, .groupConversionRate: .visitors
        case .pageviews, .events: .events
        case .visits, .viewsPerVisit, .bounceRate, .visitDuration: .visits
        case .scrollDepth: .scroll
        case .timeOnPage: .engagement
        case .averageRevenue, .totalRevenue: .revenue
        case .medianNumber, .p75Number, .p95Number: .numbers
        }
    }

    /// Whether it tells how whole visits went, which a goal or a property of one event does not divide.
    package var isOfVisits: Bool {
        switch self {
        case .viewsPerVisit, .bounceRate, .visitDuration: true
        case .visitors, .visits, .pageviews, .events, .scrollDepth, .timeOnPage, .percentage, .conversionRate,
            .groupConversionRate, .averageRevenue, .totalRevenue, .medianNumber, .p75Number, .p95Number:
            false
        }
    }

    var isOfPages: Bool { self == .scrollDepth || self == .timeOnPage }

    var isOfGoals: Bool { self == .conversionRate || self == .groupConversionRate }

    /// Whether it is in parts of a hundred already, so that its change is a difference.
    var isRate: Bool {
        self == .bounceRate || self == .percentage || self.isOfGoals || self == .scrollDepth
    }
}

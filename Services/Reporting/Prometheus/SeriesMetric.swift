import ReportAnalysis

/// A metric of reports under the name that Prometheus' clients know it by.
enum SeriesMetric: String, Hashable, Sendable, CaseIterable {
    case visitors = "site_visitors"
    case visits = "site_visits"
    case pageviews = "site_pageviews"
    case events = "site_events"
    case revenue = "site_revenue"
    case viewsPerVisit = "site_views_per_visit"
    case bounceRate = "site_bounce_percent"
    case visitDuration = "site_visit_duration_seconds"
    case scrollDepth = "site_scroll_depth_percent"
    case timeOnPage = "site_time_on_page_seconds"

    var metric: Metric {
        switch self {
        case .visitors: .visitors
        case .visits: .visits
        case .pageviews: .pageviews
        case .events: .events
        case .revenue: .totalRevenue
        case .viewsPerVisit: .viewsPerVisit
        case .bounceRate: .bounceRate
        case .visitDuration: .visitDuration
        case .scrollDepth: .scrollDepth
        case .timeOnPage: .timeOnPage
        }
    }

    /// Whether it counts, so that the values of two sites add up; else it is a mean.
    var isCount: Bool {
        switch self {
        case .visitors, .visits, .pageviews, .events, .revenue: true
        case .viewsPerVisit, .bounceRate, .visitDuration, .scrollDepth, .timeOnPage: false
        }
    }

    /// One line for people.
    var help: String {
        switch self {
        case .visitors: "Different visitors of the window."
        case .visits: "Visits that began in the window."
        case .pageviews: "Pageviews of the window."
        case .events: "Pageviews and events of the window."
        case .revenue: "Revenue of the window, in the currency's major unit, by currency."
        case .viewsPerVisit: "Pageviews of a visit, of those that began in the window."
        case .bounceRate: "How many of a hundred visits that began in the window saw one page alone."
        case .visitDuration: "How long a visit took, of those that began in the window, in seconds."
        case .scrollDepth: "How far pages were scrolled, in percent."
        case .timeOnPage: "How long a page was looked at, in seconds."
        }
    }

    /// The unit's name; empty for numbers.
    var unit: String {
        switch self {
        case .visitors, .visits, .pageviews, .events, .revenue, .viewsPerVisit: ""
        case .bounceRate, .scrollDepth: "percent"
        case .visitDuration, .timeOnPage: "seconds"
        }
    }
}

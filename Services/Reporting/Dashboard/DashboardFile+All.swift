extension DashboardFile {
    /// The page, which loads the others.
    package static let page = DashboardFile("index.html", PackageResources.index_html)

    /// What the page loads.
    package static let parts = [
        DashboardFile("address.js", PackageResources.address_js),
        DashboardFile("answers.js", PackageResources.answers_js),
        DashboardFile("api.js", PackageResources.api_js),
        DashboardFile("app.js", PackageResources.app_js),
        DashboardFile("breakdown.js", PackageResources.breakdown_js),
        DashboardFile("chart.js", PackageResources.chart_js),
        DashboardFile("dashboard.css", PackageResources.dashboard_css),
        DashboardFile("details.js", PackageResources.details_js),
        DashboardFile("dimensions.js", PackageResources.dimensions_js),
        DashboardFile("dom.js", PackageResources.dom_js),
        DashboardFile("filters.js", PackageResources.filters_js),
        DashboardFile("format.js", PackageResources.format_js),
        DashboardFile("funnels.js", PackageResources.funnels_js),
        DashboardFile("header.js", PackageResources.header_js),
        DashboardFile("icon.svg", PackageResources.icon_svg),
        DashboardFile("live.js", PackageResources.live_js),
        DashboardFile("metrics.js", PackageResources.metrics_js),
        DashboardFile("orders.js", PackageResources.orders_js),
        DashboardFile("overview.js", PackageResources.overview_js),
        DashboardFile("panel.js", PackageResources.panel_js),
        DashboardFile("paths.js", PackageResources.paths_js),
        DashboardFile("ranges.js", PackageResources.ranges_js),
        DashboardFile("retention.js", PackageResources.retention_js),
        DashboardFile("session.js", PackageResources.session_js),
        DashboardFile("signin.js", PackageResources.signin_js),
        DashboardFile("theme.js", PackageResources.theme_js),
        DashboardFile("trend.js", PackageResources.trend_js),
    ]
}

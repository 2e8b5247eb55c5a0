package import EventCollection
package import MeshCore
package import ReportAnalysis

/// What a generation takes for a visit, fixed when it is begun: what its days are made of must not change between them.
package struct VisitTerms: Hashable, Sendable {
    /// A pause longer than this ends a visit.
    package let inactivity: Duration
    /// Whether coming by another campaign begins another visit.
    package let campaign: ReportAnalysis.SessionRules.CampaignRule
    /// The zone whose midnights end visits; nil where they do not.
    package let midnightZone: String?
    /// How late an event may come to be counted.
    package let lateness: Duration

    /// Those that are told one by one, as a store keeps them.
    package init(
        inactivity: Duration, campaign: ReportAnalysis.SessionRules.CampaignRule, midnightZone: String?,
        lateness: Duration
    ) {
        self.inactivity = inactivity
        self.campaign = campaign
        self.midnightZone = midnightZone
        self.lateness = lateness
    }

    /// Those of a site's rules.
    package init(_ rules: ProcessingRules, zone: String, lateness: Duration) {
        self.init(
            inactivity: rules.sessions.timeout,
            campaign: rules.sessions.endsAtCampaign ? .beginsVisit : .staysInVisit,
            midnightZone: rules.sessions.endsAtMidnight ? zone : nil, lateness: lateness)
    }

    /// The rules by which visits are put together.
    ///
    /// - Parameter zones: Where the zone's rules are; a zone that is not there is taken for UTC.
    package func sessions(_ zones: any TimeZoneSource) -> ReportAnalysis.SessionRules {
        ReportAnalysis.SessionRules(
            inactivity: inactivity,
            midnights: midnightZone.map { SiteCalendar(zone: zones.rules(named: $0) ?? .utc) }, campaign: campaign,
            lateness: lateness)
    }
}

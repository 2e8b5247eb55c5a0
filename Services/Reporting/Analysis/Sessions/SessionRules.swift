import MeshCore

/// Where one visit ends and the next begins.
package struct SessionRules: Hashable, Sendable {
    /// A pause longer than this ends a visit.
    package let inactivity: Duration
    /// No visit is longer, so that what never pauses (a program) still ends, and reports know how far back a visit of
    /// theirs can have begun.
    package let longest: Duration
    /// Whether a visit ends at midnight by this calendar; nil where it does not.
    package let midnights: SiteCalendar?
    /// Whether coming by another campaign begins another visit.
    package let campaign: CampaignRule
    /// How late an event may come and still be counted into its visit.
    package let lateness: Duration
    /// How far before the time of its receipt an event's clock may run before it is put right.
    package let skew: Duration

    package enum CampaignRule: String, Hashable, Sendable {
        case beginsVisit, staysInVisit
    }

    /// The defaults are those of Google Analytics and Plausible: half an hour, and nothing else ends a visit.
    package init(
        inactivity: Duration = .seconds(1800), longest: Duration = .seconds(86_400), midnights: SiteCalendar? = nil,
        campaign: CampaignRule = .staysInVisit, lateness: Duration = .seconds(3600), skew: Duration = .seconds(60)
    ) {
        self.inactivity = inactivity
        self.longest = longest
        self.midnights = midnights
        self.campaign = campaign
        self.lateness = lateness
        self.skew = skew
    }

    /// An event whose clock ran ahead, at the time of its receipt.
    package func held(_ event: ReportEvent) -> ReportEvent {
        event.time > event.received + skew ? event.moved(to: event.received) : event
    }

    /// The visits that a visitor's events make up.
    ///
    /// - Parameter events: Of one visitor, in order, without pauses longer than ``inactivity``.
    func visits(of events: [ReportEvent]) -> [Visit] {
        var visits: [Visit] = []
        var current: [ReportEvent] = []
        for event in events {
            if let first = current.first, beginsVisit(event, first: first) {
                visits.append(Visit(events: current))
                current = []
            }
            current.append(event)
        }
        if !current.isEmpty { visits.append(Visit(events: current)) }
        return visits
    }

    private func beginsVisit(_ event: ReportEvent, first: ReportEvent) -> Bool {
        beginsVisit(at: event.time, begun: first.time) {
            let next = event.campaign
            return !next.isEmpty && next != first.campaign
        }
    }

    /// Whether an event is another visit's than the one before, though no pause lies between them.
    ///
    /// - Parameters:
    ///   - begun: When the visit began that the one before is of.
    ///   - hasOtherCampaign: Whether the event came by a campaign, and by another than that visit's first.
    func beginsVisit(at time: Timestamp, begun: Timestamp, hasOtherCampaign: () -> Bool) -> Bool {
        if time.milliseconds &- begun.milliseconds > longest.wholeMilliseconds { return true }
        if let midnights, midnights.day(of: begun) != midnights.day(of: time) { return true }
        switch campaign {
        case .staysInVisit: return false
        case .beginsVisit: return hasOtherCampaign()
        }
    }
}

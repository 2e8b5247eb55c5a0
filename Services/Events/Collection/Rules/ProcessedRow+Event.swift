import MeshCore

extension ProcessedRow {
    /// The row of an event before any rule is applied.
    init(_ event: CollectedEvent, version: Int64) {
        self.init()
        self[.rulesVersion] = .int(version)
        set(.row, event.id)
        set(.rowKind, "event")
        set(.eventId, event.id)
        set(.source, event.source)
        set(.site, event.site)
        set(.tracker, event.tracker.rawValue)
        set(.kind, event.kind.rawValue)
        set(.name, event.name)
        set(.occurredAt, event.occurredAt.description)
        set(.receivedAt, event.receivedAt.description)
        set(.visitorBasis, event.visitor.basis.rawValue)
        set(.visitor, event.visitor.id)
        set(.earlierVisitor, event.visitor.earlierID)
        set(.user, event.visitor.userID)
        set(.trackerSession, event.visitor.sessionID)
        set(.traffic, event.traffic.rawValue)
        set(.consent, event.privacy.consent.rawValue)
        set(.host, event.page?.host)
        set(.path, event.page?.path)
        set(.query, event.page?.query)
        set(.title, event.title)
        set(.referrerHost, event.referrer?.host)
        set(.referrerPath, event.referrer?.path)
        set(.utmSource, event.campaign.source)
        set(.utmMedium, event.campaign.medium)
        set(.campaign, event.campaign.name)
        set(.campaignId, event.campaign.id)
        set(.term, event.campaign.term)
        set(.content, event.campaign.content)
        set(.clickId, event.campaign.clickID)
        set(.language, event.language)
        set(.screen, event.screen?.description)
        self[.revenue] = event.revenue.map { .int($0.amount) }
        set(.currency, event.revenue?.currency.description)
        set(.orderId, event.orderID)
        set(.relatedId, event.relatedID)
        properties = event.properties
        traits = event.traits
    }

    mutating func add(_ facts: UserAgentFacts) {
        set(.browser, facts.browser)
        set(.browserVersion, facts.browserVersion)
        set(.os, facts.system)
        set(.osVersion, facts.systemVersion)
        set(.device, facts.device.rawValue)
    }

    /// What tells from where the visit came.
    var trafficClues: TrafficClues {
        TrafficClues(
            host: text(.host), referrer: text(.referrerHost), source: text(.utmSource), medium: text(.utmMedium),
            clickID: text(.clickId), campaign: text(.campaign))
    }

    /// Adds from where the visit came, and its channel by the default grouping.
    mutating func add(_ facts: TrafficFacts) {
        if facts.referrer == nil, text(.referrerHost) != nil { set(.referrerPath, nil) }
        set(.referrerHost, facts.referrer)
        set(.trafficSource, facts.traffic.source)
        set(.trafficMedium, facts.traffic.medium)
        set(.channel, facts.channel.rawValue)
    }
}

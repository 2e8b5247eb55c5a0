import MeshCore

/// Makes a collected event of a draft: finds its site, holds it against limits and promises, and leaves out what may not
/// be kept.
struct EventFinisher {
    let tracker: TrackerProtocol
    let request: CollectRequest
    /// Who sent the request, by its own address and user agent.
    let visitor: DailyVisitor
    let sites: SiteDirectory
    let limits: CollectLimits
    let salts: VisitorSalts

    /// - Parameters:
    ///   - draft: What a message says.
    ///   - place: Its place in the request.
    /// - Throws: Why the event cannot be taken.
    func finish(_ draft: EventDraft, place: Int) throws(Rejection) -> IntakeItem {
        let site = try site(of: draft)
        let source = EventOrigin(draft, request: request, tracker: tracker, visitor: visitor, salts: salts)
        try check(draft)
        let signals = signals(of: draft)
        let isAnonymous: Bool
        switch PrivacyDecision(signals, under: site) {
        case .dropped(let reason): return .dropped(reason)
        case .identified: isAnonymous = false
        case .anonymous: isAnonymous = true
        }
        if isAnonymous, draft.kind.isAboutIdentity { return .dropped(.identityNotKept) }
        let traffic = source.traffic(at: site)
        switch (traffic, site.bots, site.internalTraffic) {
        case (.bot, .drop, _): return .dropped(.bot)
        case (.internal, _, .drop): return .dropped(.internalTraffic)
        case (.bot, .mark, _), (.internal, _, .mark), (.visitor, _, _): break
        }
        let occurredAt = ClockSkew.corrected(
            occurred: draft.occurredAt, sent: draft.sentAt, received: request.receivedAt)
        try checkAge(of: occurredAt, draft, site)
        let id = draft.id ?? "\(request.id)-\(place + (request.replay?.place ?? 0))"
        var event = CollectedEvent(
            id: id, source: draft.source ?? "/sites/\(site.id)/\(tracker.rawValue)", site: site.id, tracker: tracker,
            kind: draft.kind, name: draft.name, occurredAt: occurredAt, receivedAt: request.receivedAt,
            visitor: identity(of: draft, at: site, isAnonymous: isAnonymous, source, id: id), privacy: signals,
            traffic: traffic, page: page(draft.url), referrer: page(draft.referrer), properties: draft.properties)
        describe(&event, draft, site, source)
        if isAnonymous { event.forgetPersons() }
        guard event.json.utf8.count <= limits.eventByteCount else {
            throw Rejection(.tooLarge, "the event is longer than \(limits.eventByteCount) bytes")
        }
        return .accepted(event)
    }

    private func site(of draft: EventDraft) throws(Rejection) -> SiteSettings {
        let (found, name) =
            switch draft.site {
            case .key(let key): (sites.site(key: key), key)
            case .domain(let domain): (sites.site(domain: domain), domain)
            }
        guard let found else { throw Rejection(.unknownSite, "no site is known as \(name.prefix(64))") }
        // Only the Measurement Protocol sends a secret, and only it can be asked for one.
        if tracker == .measurement, let secret = found.secret, draft.secret != secret {
            throw Rejection(.wrongSecret, field: "api_secret", "the secret is not the site's")
        }
        return found
    }

    private func check(_ draft: EventDraft) throws(Rejection) {
        guard !draft.name.isEmpty else { throw .missing("name") }
        let texts: [(String, String?)] = [
            ("name", draft.name), ("id", draft.id), ("device id", draft.deviceID), ("user id", draft.userID),
            ("session id", draft.sessionID), ("related id", draft.relatedID), ("order id", draft.orderID),
            ("source", draft.source),
        ]
        for (field, text) in texts {
            guard let text else { continue }
            guard !text.isEmpty, text.unicodeScalars.count <= 256 else {
                throw Rejection(.invalidField, field: field, "\(field) is empty or longer than 256 characters")
            }
        }
        guard draft.properties.count <= limits.propertyCount, draft.traits.count <= limits.propertyCount else {
            throw Rejection(.tooMany, field: "properties", "more than \(limits.propertyCount) properties")
        }
    }

    private func checkAge(of moment: Timestamp, _ draft: EventDraft, _ site: SiteSettings) throws(Rejection) {
        guard moment.milliseconds >= 0 else {
            throw Rejection(.invalidField, field: "time", "it happened before 1970, by its sender's clock")
        }
        let ages = [site.maximumAge, draft.maximumAge].compactMap(\.self)
        guard let maximum = ages.min(), moment < request.receivedAt - maximum else { return }
        throw Rejection(.tooOld, "it happened more than \(maximum.components.seconds) seconds before it came")
    }

    private func signals(of draft: EventDraft) -> PrivacySignals {
        PrivacySignals(
            consent: draft.consent ?? .unknown, doNotTrack: draft.doNotTrack || request.headers["dnt"] == "1",
            globalPrivacyControl: draft.globalPrivacyControl || request.headers["sec-gpc"] == "1")
    }

    private func identity(
        of draft: EventDraft, at site: SiteSettings, isAnonymous: Bool, _ origin: EventOrigin, id: String
    ) -> VisitorIdentity {
        if !isAnonymous, let known = draft.deviceID ?? draft.userID {
            return VisitorIdentity(
                basis: draft.deviceID == nil ? .user : .device, id: known, userID: draft.userID,
                sessionID: draft.sessionID)
        }
        return origin.sender?.identity(at: site.id) ?? VisitorIdentity(basis: .none, id: id)
    }

    private func page(_ text: String?) -> PageAddress? {
        text.flatMap { PageAddress(TextBound.cut($0, to: 8192)) }
    }

    private func describe(
        _ event: inout CollectedEvent, _ draft: EventDraft, _ site: SiteSettings, _ origin: EventOrigin
    ) {
        event.trackerName = draft.trackerName.map { TextBound.cut($0, to: 256) }
        event.title = TextBound.filled(draft.title, to: 4096)
        event.campaign = draft.campaign.filled(from: Campaign(QueryItems(event.page?.query ?? ""))).bounded
        event.userAgent = TextBound.filled(origin.userAgent, to: 2048)
        event.language = TextBound.filled(draft.language ?? origin.acceptedLanguage, to: 64)
        event.screen = draft.screen.flatMap { ScreenSize($0) }
        event.network = origin.network
        let currency = draft.currency.flatMap { Currency($0.uppercased()) } ?? site.currency
        event.revenue = draft.revenue.flatMap { DecimalAmount.money($0, in: currency) }
        // A refund is told as what was given back, or as what was lost.
        if draft.name == "refund", let amount = event.revenue?.amount, amount > 0 { event.revenue?.amount = -amount }
        event.orderID = draft.orderID
        event.items = draft.items.prefix(1000).compactMap { PurchaseItem(tracked: $0, currency: currency)?.bounded }
        event.relatedID = draft.relatedID
        event.traits = draft.traits
    }
}

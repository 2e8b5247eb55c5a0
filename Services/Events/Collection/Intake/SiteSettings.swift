package import MeshCore

/// What is measured together under one number, and what its owner promises to visitors.
package struct SiteSettings: Hashable, Sendable {
    /// The site's (account's) id.
    package var id: String
    /// What people call it; nil for its id.
    package var name: String?
    /// The zone of its reports' days, by its name in the time zone database.
    package var timeZone: String
    /// The hosts whose pages it measures; by these Plausible's tracker names it. Also the hosts that are no referrers.
    package var domains: [String]
    /// The keys by which other trackers name it: write keys, measurement ids, website ids, app ids. None is a secret.
    package var keys: [String]
    /// The secret that the Measurement Protocol asks for; nil when none is asked for.
    package var secret: String?
    /// The currency of amounts that name none.
    package var currency: Currency
    package var identity: IdentityPolicy
    package var consent: ConsentPolicy
    package var withoutConsent: SignalPolicy
    package var doNotTrack: SignalPolicy
    package var globalPrivacyControl: SignalPolicy
    package var bots: TrafficPolicy
    package var internalTraffic: TrafficPolicy
    /// From where the site's own people come.
    package var internalRanges: [AddressRange]
    /// How old an event may be when it comes in; nil for any age.
    package var maximumAge: Duration?

    package init(
        id: String, name: String? = nil, timeZone: String = "UTC", domains: [String] = [], keys: [String] = [],
        secret: String? = nil, currency: Currency = .eur,
        identity: IdentityPolicy = .device, consent: ConsentPolicy = .optOut, withoutConsent: SignalPolicy = .anonymous,
        doNotTrack: SignalPolicy = .anonymous, globalPrivacyControl: SignalPolicy = .anonymous,
        bots: TrafficPolicy = .mark, internalTraffic: TrafficPolicy = .mark, internalRanges: [AddressRange] = [],
        maximumAge: Duration? = nil
    ) {
        self.id = id
        self.name = name
        self.timeZone = timeZone
        self.domains = domains
        self.keys = keys
        self.secret = secret
        self.currency = currency
        self.identity = identity
        self.consent = consent
        self.withoutConsent = withoutConsent
        self.doNotTrack = doNotTrack
        self.globalPrivacyControl = globalPrivacyControl
        self.bots = bots
        self.internalTraffic = internalTraffic
        self.internalRanges = internalRanges
        self.maximumAge = maximumAge
    }
}

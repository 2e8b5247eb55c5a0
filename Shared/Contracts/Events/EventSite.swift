package import MeshCore

/// What is measured together under one number, and what its owner promises to visitors: `GET /v1/sites/{site}`.
package struct EventSite: Codable, Sendable, Equatable {
    package var id: String
    package var name: String?
    /// The zone of its reports' days (`Europe/Berlin`).
    package var timeZone: String
    package var domains: [String]
    package var keys: [String]
    /// Told to administrators alone.
    package var secret: String?
    package var currency: Currency
    package var identity: String
    package var consent: String
    package var withoutConsent: String
    package var doNotTrack: String
    package var globalPrivacyControl: String
    package var bots: String
    package var internalTraffic: String
    package var internalRanges: [String]
    package var maximumAgeSeconds: Int64?
    /// The version of its processing rules that is live (``EventRules``).
    package var liveRules: Int64
    /// Grows with each change of the site, the activation of rules included; its entity tag.
    package var revision: Int64
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    package init(
        id: String, timeZone: String = "UTC", currency: Currency = .eur, liveRules: Int64 = 1, revision: Int64 = 1,
        createdAt: Timestamp, updatedAt: Timestamp
    ) {
        self.id = id
        self.timeZone = timeZone
        domains = []
        keys = []
        self.currency = currency
        identity = "device"
        consent = "optOut"
        withoutConsent = "anonymous"
        doNotTrack = "anonymous"
        globalPrivacyControl = "anonymous"
        bots = "mark"
        internalTraffic = "mark"
        internalRanges = []
        self.liveRules = liveRules
        self.revision = revision
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension EventSite: Described {
    package static let schema = JSONSchema.object(
        "EventSite", description: "A site, and what its owner promises to visitors.",
        [
            .required("id", SiteFields.id), .optional("name", SiteFields.name),
            .required("timeZone", SiteFields.timeZone), .required("domains", SiteFields.domains),
            .required("keys", SiteFields.keys),
            .optional("secret", SiteFields.secret.describing("Told to administrators alone.")),
            .required("currency", SiteFields.currency), .required("identity", SiteFields.identity),
            .required("consent", SiteFields.consent), .required("withoutConsent", SiteFields.withoutConsent),
            .required("doNotTrack", SiteFields.doNotTrack),
            .required("globalPrivacyControl", SiteFields.globalPrivacyControl), .required("bots", SiteFields.bots),
            .required("internalTraffic", SiteFields.internalTraffic),
            .required("internalRanges", SiteFields.internalRanges),
            .optional("maximumAgeSeconds", SiteFields.maximumAgeSeconds),
            .required("liveRules", EventRules.version.describing("The version of its rules that is live.")),
            .required("revision", .integer(1...EventsFields.largestInteger, description: "Grows with each change.")),
            .required("createdAt", Timestamp.schema), .required("updatedAt", Timestamp.schema),
        ])
}

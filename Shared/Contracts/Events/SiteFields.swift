import MeshCore

/// The schemas of a site's members, which reading, creating and changing share.
enum SiteFields {
    static let id = JSONSchema.string(
        1...128, pattern: "^[A-Za-z0-9._-]+$", description: "The site's number, which `collect.js` is given."
    ).example("shop")
    static let name = JSONSchema.string(1...200, description: "What people call it.")
    static let timeZone = JSONSchema.string(
        1...50, description: "The zone of its reports' days, by its name in the time zone database; UTC unless told."
    ).example("Europe/Berlin")
    static let domains = JSONSchema.array(
        of: .string(1...255), count: 0...100, unique: true,
        description: "The hosts whose pages it measures; Plausible's tracker names it by these.")
    static let keys = JSONSchema.array(
        of: .string(1...255), count: 0...100, unique: true,
        description: "Other trackers' names of it: write keys, measurement ids, website ids, app ids. None is a secret."
    )
    static let secret = JSONSchema.string(
        1...255, description: "What the Measurement Protocol's api_secret must be; nothing is asked for without it.")
    static let currency = JSONSchema.string(
        pattern: "^[A-Z]{3}$", description: "That of amounts that name none; EUR unless told.")
    static let identity = JSONSchema.enumeration(
        ["device", "daily"],
        description: "How it knows visitors: by an id that the device keeps, or by a hash that changes each day.")
    static let consent = JSONSchema.enumeration(
        ["optOut", "optIn"], description: "What silence means: that one may be measured, or that one may not.")
    static let withoutConsent = signal("What becomes of events whose visitor has refused.")
    static let doNotTrack = signal("What becomes of events with `DNT: 1`.")
    static let globalPrivacyControl = signal("What becomes of events with `Sec-GPC: 1`.")
    static let bots = traffic("What becomes of the events of programs.")
    static let internalTraffic = traffic("What becomes of events from internalRanges.")
    static let internalRanges = JSONSchema.array(
        of: .string(1...64), count: 0...1000, description: "From where the site's own people come: `192.0.2.0/24`.")
    static let maximumAgeSeconds = JSONSchema.integer(
        60...3_153_600_000, description: "How old an event may be when it comes in; of any age unless told.")

    /// What its owner sets, each unless told otherwise with a default.
    static let settings: [JSONProperty] = [
        .optional("name", name), .optional("timeZone", timeZone), .optional("domains", domains),
        .optional("keys", keys), .optional("secret", secret), .optional("currency", currency),
        .optional("identity", identity), .optional("consent", consent), .optional("withoutConsent", withoutConsent),
        .optional("doNotTrack", doNotTrack), .optional("globalPrivacyControl", globalPrivacyControl),
        .optional("bots", bots), .optional("internalTraffic", internalTraffic),
        .optional("internalRanges", internalRanges), .optional("maximumAgeSeconds", maximumAgeSeconds),
    ]

    private static func signal(_ description: String) -> JSONSchema {
        .enumeration(["ignore", "anonymous", "drop"], description: description)
    }

    private static func traffic(_ description: String) -> JSONSchema {
        .enumeration(["mark", "drop"], description: description)
    }
}

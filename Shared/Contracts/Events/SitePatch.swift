package import MeshCore

/// A JSON merge patch of a site's settings (RFC 7396): `PATCH /v1/sites/{site}`. What it does not name stays, null gives the
/// default back.
package struct SitePatch: Codable, Sendable, Equatable {
    /// The patch as it came, with its nulls.
    package var changes: JSONValue

    package init(_ changes: JSONValue) {
        self.changes = changes
    }

    package init(from decoder: any Decoder) throws {
        changes = try JSONValue(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try changes.encode(to: encoder)
    }
}

extension SitePatch: Described {
    package static let schema = JSONSchema.object(
        "SitePatch", description: "A JSON merge patch of a site's settings (RFC 7396).",
        [
            .optional("name", SiteFields.name.nullable), .optional("timeZone", SiteFields.timeZone.nullable),
            .optional("domains", SiteFields.domains.nullable), .optional("keys", SiteFields.keys.nullable),
            .optional("secret", SiteFields.secret.nullable), .optional("currency", SiteFields.currency.nullable),
            .optional("identity", SiteFields.identity.nullable), .optional("consent", SiteFields.consent.nullable),
            .optional("withoutConsent", SiteFields.withoutConsent.nullable),
            .optional("doNotTrack", SiteFields.doNotTrack.nullable),
            .optional("globalPrivacyControl", SiteFields.globalPrivacyControl.nullable),
            .optional("bots", SiteFields.bots.nullable),
            .optional("internalTraffic", SiteFields.internalTraffic.nullable),
            .optional("internalRanges", SiteFields.internalRanges.nullable),
            .optional("maximumAgeSeconds", SiteFields.maximumAgeSeconds.nullable),
        ])
}

/// Why an event was not kept although it is well-formed. Nothing remains of such an event, dead letters included.
package enum DropReason: String, Hashable, Sendable, CaseIterable {
    case noConsent = "no_consent"
    case doNotTrack = "do_not_track"
    case globalPrivacyControl = "global_privacy_control"
    /// It says who somebody is, and the site keeps that of nobody, or not of them.
    case identityNotKept = "identity_not_kept"
    case bot
    case internalTraffic = "internal_traffic"
}

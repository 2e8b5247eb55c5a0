/// What the privacy of one event's visitor asks for.
enum PrivacyDecision: Hashable, Sendable {
    /// All that was told may be kept.
    case identified
    /// Nothing may be kept that knows the visitor again tomorrow.
    case anonymous
    case dropped(DropReason)

    /// Holds what a visitor said against what a site promises; the strictest rule wins.
    init(_ signals: PrivacySignals, under site: SiteSettings) {
        var isAnonymous = site.identity == .daily
        let isRefused =
            switch signals.consent {
            case .granted: false
            case .denied: true
            case .unknown: site.consent == .optIn
            }
        let rules: [(holds: Bool, policy: SignalPolicy, reason: DropReason)] = [
            (isRefused, site.withoutConsent, .noConsent),
            (signals.doNotTrack, site.doNotTrack, .doNotTrack),
            (signals.globalPrivacyControl, site.globalPrivacyControl, .globalPrivacyControl),
        ]
        for rule in rules where rule.holds {
            switch rule.policy {
            case .ignore: break
            case .anonymous: isAnonymous = true
            case .drop:
                self = .dropped(rule.reason)
                return
            }
        }
        self = isAnonymous ? .anonymous : .identified
    }
}

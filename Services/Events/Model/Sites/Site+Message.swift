import EventCollection
import EventsAPI

extension Site {
    /// Whether a message tells what only the site's administrators may know.
    enum Audience: Hashable, Sendable {
        case administrator
        case service
    }

    /// The site as the API tells it.
    func message(for audience: Audience) -> EventSite {
        var message = EventSite(
            id: settings.id, timeZone: settings.timeZone, currency: settings.currency, liveRules: liveRules,
            revision: revision, createdAt: createdAt, updatedAt: updatedAt)
        message.name = settings.name
        message.domains = settings.domains
        message.keys = settings.keys
        switch audience {
        case .administrator: message.secret = settings.secret
        case .service: break
        }
        message.identity = settings.identity.rawValue
        message.consent = settings.consent.rawValue
        message.withoutConsent = settings.withoutConsent.rawValue
        message.doNotTrack = settings.doNotTrack.rawValue
        message.globalPrivacyControl = settings.globalPrivacyControl.rawValue
        message.bots = settings.bots.rawValue
        message.internalTraffic = settings.internalTraffic.rawValue
        message.internalRanges = settings.internalRanges.map(\.description)
        message.maximumAgeSeconds = settings.maximumAge?.components.seconds
        return message
    }
}

/// The language in which an event came in.
package enum TrackerProtocol: String, Hashable, Sendable, CaseIterable {
    /// Our own script and API.
    case collect
    /// Google Analytics 4's Measurement Protocol.
    case measurement
    case plausible
    case segment
    case posthog
    case umami
    case snowplow
    case matomo
    case cloudEvents = "cloudevents"

    /// Whether programs on servers speak it in the name of their visitors, so that the connection's address and user
    /// agent may be a server's.
    var isSpokenByServers: Bool {
        switch self {
        case .measurement, .segment, .posthog, .snowplow, .cloudEvents: true
        case .collect, .plausible, .umami, .matomo: false
        }
    }
}

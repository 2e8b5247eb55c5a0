/// The addresses that trackers send to.
package enum CollectEndpoint: String, Hashable, Sendable, CaseIterable {
    case collect = "/v1/collect"
    case measurement = "/mp/collect"
    case measurementDebug = "/debug/mp/collect"
    case plausible = "/api/event"
    case segmentBatch = "/v1/batch"
    case segmentImport = "/v1/import"
    case segmentTrack = "/v1/track"
    case segmentPage = "/v1/page"
    case segmentScreen = "/v1/screen"
    case segmentIdentify = "/v1/identify"
    case segmentGroup = "/v1/group"
    case segmentAlias = "/v1/alias"
    case posthogBatch = "/batch"
    case posthogCapture = "/capture"
    case posthogEvents = "/e"
    case posthogEventsNumbered = "/i/v0/e"
    case posthogAnalytics = "/i/v1/analytics/events"
    case umamiSend = "/api/send"
    case umamiBatch = "/api/batch"
    case snowplowPixel = "/i"
    case snowplowPayload = "/com.snowplowanalytics.snowplow/tp2"
    case matomo = "/matomo.php"
    case cloudEvents = "/v1/cloudevents"

    /// The endpoint of a path, with or without a slash at its end; nil when there is none.
    package init?(path: String) {
        self.init(rawValue: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
    }

    /// The methods that it takes, besides OPTIONS.
    package var methods: Set<String> {
        switch self {
        case .snowplowPixel: ["GET"]
        case .matomo, .posthogEvents: ["GET", "POST"]
        case .collect, .measurement, .measurementDebug, .plausible, .segmentBatch, .segmentImport, .segmentTrack,
            .segmentPage, .segmentScreen, .segmentIdentify, .segmentGroup, .segmentAlias, .posthogBatch,
            .posthogCapture, .posthogEventsNumbered, .posthogAnalytics, .umamiSend, .umamiBatch, .snowplowPayload,
            .cloudEvents:
            ["POST"]
        }
    }

    var reader: any TrackerReader.Type {
        switch self {
        case .collect: CollectReader.self
        case .measurement, .measurementDebug: MeasurementReader.self
        case .plausible: PlausibleReader.self
        case .segmentBatch, .segmentImport, .segmentTrack, .segmentPage, .segmentScreen, .segmentIdentify,
            .segmentGroup, .segmentAlias:
            SegmentReader.self
        case .posthogBatch, .posthogCapture, .posthogEvents, .posthogEventsNumbered, .posthogAnalytics:
            PostHogReader.self
        case .umamiSend, .umamiBatch: UmamiReader.self
        case .snowplowPixel, .snowplowPayload: SnowplowReader.self
        case .matomo: MatomoReader.self
        case .cloudEvents: CloudEventsReader.self
        }
    }
}

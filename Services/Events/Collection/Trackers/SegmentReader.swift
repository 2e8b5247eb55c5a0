import MeshCore

/// Segment's tracking API: batches, and one message at an address for its type.
enum SegmentReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm { SegmentForm() }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let body = try call.json()
        guard let key = body.text("writeKey") ?? call.authorizationKey else { throw .missing("writeKey") }
        // What is imported was timed by a clock that is to be believed.
        let isImport = call.endpoint == .segmentImport
        let sentAt = isImport ? nil : try EventTime.member("sentAt", of: body)
        let messages: [JSONValue]
        var batch: TrackerBatch
        if let type = singleType(of: call.endpoint) {
            messages = [body.merging(patch: ["type": .string(type)])]
            batch = TrackerBatch(.segment, form: SegmentForm())
        } else {
            guard let array = body["batch"]?.arrayValue else { throw .missing("batch") }
            messages = try call.bounded(array)
            batch = TrackerBatch(.segment, form: SegmentForm(), in: .member("batch"))
        }
        batch.append(messages) { message throws(Rejection) in
            var draft = try SegmentMessage(message, sharing: body["context"]).draft(site: .key(key))
            if !isImport { draft.sentAt = try EventTime.member("sentAt", of: message) ?? sentAt }
            return draft
        }
        return batch
    }

    private static func singleType(of endpoint: CollectEndpoint) -> String? {
        switch endpoint {
        case .segmentTrack: "track"
        case .segmentPage: "page"
        case .segmentScreen: "screen"
        case .segmentIdentify: "identify"
        case .segmentGroup: "group"
        case .segmentAlias: "alias"
        case .segmentBatch, .segmentImport, .collect, .measurement, .measurementDebug, .plausible, .posthogBatch,
            .posthogCapture, .posthogEvents, .posthogEventsNumbered, .posthogAnalytics, .umamiSend, .umamiBatch,
            .snowplowPixel, .snowplowPayload, .matomo, .cloudEvents:
            nil
        }
    }
}

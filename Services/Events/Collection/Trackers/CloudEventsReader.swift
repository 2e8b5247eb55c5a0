import MeshCore

/// CloudEvents 1.0 over HTTP (its protocol binding, section 3): one in binary or structured mode, or a batch. The site
/// is named by the query (`?site=`), by a bearer's token, or by the extension attribute `site`.
enum CloudEventsReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm { CloudEventsForm(isBatch: false) }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let key = call.query["site"] ?? call.authorizationKey
        switch call.mediaType {
        case "application/cloudevents-batch+json":
            guard let events = try call.json().arrayValue else { throw Rejection(.malformed, "the batch is no array") }
            var batch = TrackerBatch(.cloudEvents, form: CloudEventsForm(isBatch: true), in: .whole)
            batch.append(try call.bounded(events)) { event throws(Rejection) in
                try CloudEventReading(structured: event).draft(key: key)
            }
            return batch
        case "application/cloudevents+json":
            return try single(CloudEventReading(structured: try call.json()).draft(key: key))
        case let type where type.hasPrefix("application/cloudevents"):
            throw Rejection(.unsupported, field: "content-type", "of CloudEvents' formats only JSON is read")
        default:
            guard call.request.headers["ce-specversion"] != nil else {
                throw Rejection(
                    .unsupported, field: "content-type", "neither the body nor the head is a CloudEvent's")
            }
            return try single(CloudEventReading(binary: call.request, mediaType: call.mediaType).draft(key: key))
        }
    }

    private static func single(_ draft: EventDraft) throws(Rejection) -> TrackerBatch {
        var batch = TrackerBatch(.cloudEvents, form: CloudEventsForm(isBatch: false))
        batch.append([draft]) { draft throws(Rejection) in draft }
        return batch
    }
}

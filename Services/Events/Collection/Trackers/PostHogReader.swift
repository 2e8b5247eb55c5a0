import MeshCore

/// PostHog's capture endpoints: batches, single events, what its browser library sends as a form, and the newer one that
/// answers for each event.
enum PostHogReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm {
        call.endpoint == .posthogAnalytics ? PostHogResultsForm(ids: []) : PostHogForm()
    }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let body = try payload(of: call)
        if call.endpoint == .posthogAnalytics { return try results(body, call) }
        let key = body.text("api_key", "token") ?? call.query["api_key"] ?? call.query["token"]
        let sentAt =
            body.says("historical_migration")
            ? nil : try EventTime.member("sent_at", of: body) ?? call.query["_"].flatMap(EventTime.milliseconds)
        let messages: [JSONValue]
        let place: Intake.ArrayPlace
        if let array = body.arrayValue {
            (messages, place) = (array, .whole)
        } else if let array = body["batch"]?.arrayValue {
            (messages, place) = (array, .member("batch"))
        } else {
            (messages, place) = ([body], .none)
        }
        // A form's bytes have no array whose place could be told.
        let isForm = call.request.body.first != UInt8(ascii: "{") && call.request.body.first != UInt8(ascii: "[")
        var batch = TrackerBatch(.posthog, form: PostHogForm(), in: isForm ? .none : place)
        batch.append(try call.bounded(messages)) { message throws(Rejection) in
            let token = key ?? message.text("api_key", "token") ?? message["properties"]?.text("token")
            guard let token else { throw .missing("api_key") }
            return try PostHogMessage(message).draft(
                site: .key(token), sentAt: sentAt, received: call.request.receivedAt)
        }
        return batch
    }

    /// `/i/v1/analytics/events`: the key in the head, strict types, no skew from the body.
    private static func results(_ body: JSONValue, _ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        guard let key = call.authorizationKey else { throw .missing("authorization") }
        guard let array = body["batch"]?.arrayValue else { throw .missing("batch") }
        let sentAt =
            body.says("historical_migration")
            ? nil : call.request.headers["posthog-request-timestamp"].flatMap { Timestamp($0) }
        let messages = try call.bounded(array)
        var batch = TrackerBatch(
            .posthog, form: PostHogResultsForm(ids: messages.map { $0.text("uuid") }), in: .member("batch"))
        batch.append(messages) { message throws(Rejection) in
            guard message.text("uuid") != nil else { throw .missing("uuid") }
            let believes = message["options"]?.says("disable_skew_correction") ?? false
            return try PostHogMessage(message)
                .draft(site: .key(key), sentAt: believes ? nil : sentAt, received: call.request.receivedAt)
        }
        return batch
    }

    /// The body as JSON: as it is, or what a form's `data` holds in Base64 or plainly.
    private static func payload(of call: TrackerCall) throws(Rejection) -> JSONValue {
        let text: String
        if call.request.method == "GET" {
            guard let data = call.query["data"] else { throw .missing("data") }
            text = data
        } else if call.request.body.starts(with: "data=".utf8) {
            guard let data = QueryItems(String(decoding: call.request.body, as: UTF8.self))["data"] else {
                throw .missing("data")
            }
            text = data
        } else {
            return try call.json()
        }
        if call.query["compression"] == "lz64" {
            throw Rejection(.unsupported, field: "compression", "lz64 is not read; gzip-js and base64 are")
        }
        let bytes = text.hasPrefix("{") || text.hasPrefix("[") ? Array(text.utf8) : Base64Bytes.decode(text)
        guard let bytes else { throw Rejection(.malformed, field: "data", "data is neither JSON nor Base64") }
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw .malformed(error)
        }
    }
}

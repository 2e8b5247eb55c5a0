import MeshCore

/// Snowplow's tracker protocol: one event in a query, or many in a payload of texts.
enum SnowplowReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm {
        SnowplowForm(isPixel: call.endpoint == .snowplowPixel)
    }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        if call.endpoint == .snowplowPixel {
            var batch = TrackerBatch(.snowplow, form: form(for: call))
            let fields = Dictionary(call.query.items.map { ($0.name, $0.value) }) { first, _ in first }
            batch.append([fields]) { fields throws(Rejection) in try draft(fields, call) }
            return batch
        }
        let body = try call.json()
        guard let schema = body.text("schema") else { throw .missing("schema") }
        guard schema.hasPrefix("iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-") else {
            throw Rejection(.unsupported, field: "schema", "the schema is no payload_data of version 1")
        }
        guard let payloads = body["data"]?.arrayValue else { throw .missing("data") }
        var batch = TrackerBatch(.snowplow, form: form(for: call), in: .member("data"))
        batch.append(try call.bounded(payloads)) { payload throws(Rejection) in
            guard let object = payload.objectValue else { throw Rejection(.malformed, "a payload is an object") }
            var fields: [String: String] = [:]
            for (name, value) in object { fields[name] = ValueText(value)?.text }
            return try draft(fields, call)
        }
        return batch
    }

    private static func draft(_ fields: [String: String], _ call: TrackerCall) throws(Rejection) -> EventDraft {
        var draft = try SnowplowPayload(fields).draft()
        if call.request.headers["sp-anonymous"] != nil {
            draft.deviceID = nil
            draft.userID = nil
            draft.sessionID = nil
        }
        return draft
    }
}

import MeshCore

/// Google Analytics 4's Measurement Protocol, and its validation server, which says what is wrong and keeps nothing.
enum MeasurementReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm {
        call.endpoint == .measurementDebug ? MeasurementDebugForm(problems: []) : MeasurementForm()
    }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let payload = try call.json()
        let check = MeasurementCheck(payload)
        if call.endpoint == .measurementDebug {
            let problems = [check.envelope].compactMap(\.self) + check.events.compactMap(\.self)
            var batch = TrackerBatch(.measurement, form: MeasurementDebugForm(problems: problems))
            batch.isRehearsal = true
            return batch
        }
        guard let key = call.query["measurement_id"] ?? call.query["firebase_app_id"] else {
            throw .missing("measurement_id")
        }
        if let problem = check.envelope { throw problem.rejection }
        var batch = TrackerBatch(.measurement, form: MeasurementForm(), in: .member("events"))
        let events = payload["events"]?.arrayValue ?? []
        batch.append(zip(events, check.events)) { event, problem throws(Rejection) in
            if let problem { throw problem.rejection }
            var draft = try draft(event, in: payload, site: .key(key))
            draft.secret = call.query["api_secret"]
            return draft
        }
        return batch
    }

    private static func draft(
        _ event: JSONValue, in payload: JSONValue, site: SiteKey
    ) throws(Rejection) -> EventDraft {
        let name = event.text("name") ?? ""
        let params = event["params"] ?? .object([:])
        let kind: EventKind =
            switch name {
            case "page_view": .pageView
            case "screen_view": .screenView
            default: .action
            }
        var draft = EventDraft(site: site, kind: kind, name: name)
        draft.deviceID = payload.text("client_id", "app_instance_id")
        draft.userID = payload.text("user_id")
        draft.sessionID = params.text("session_id")
        draft.occurredAt = try moment(of: [event, params, payload])
        draft.maximumAge = MeasurementCheck.maximumAge
        draft.url = params.text("page_location")
        draft.referrer = params.text("page_referrer")
        draft.title = params.text("page_title", "screen_name")
        draft.language = params.text("language") ?? payload["device"]?.text("language")
        draft.screen = params.text("screen_resolution") ?? payload["device"]?.text("screen_resolution")
        draft.userAgent = payload.text("user_agent")
        draft.address = payload.text("ip_override")
        draft.takeCommerce(from: params, revenue: [])
        draft.campaign = Campaign(
            source: params.text("campaign_source", "source"), medium: params.text("campaign_medium", "medium"),
            name: params.text("campaign"), term: params.text("term"), content: params.text("content"),
            id: params.text("campaign_id"))
        draft.properties = params.members(without: taken)
        for (name, value) in payload["user_properties"]?.objectValue ?? JSONObject() {
            draft.traits[name] = value["value"] ?? value
        }
        return draft
    }

    /// The microseconds since 1970, a number or its text, that the first of some objects tells.
    private static func moment(of objects: [JSONValue]) throws(Rejection) -> Timestamp? {
        guard let value = objects.lazy.compactMap({ $0["timestamp_micros"] }).first(where: { $0 != .null }) else {
            return nil
        }
        guard let micros = DecimalAmount.whole(value) else {
            throw Rejection(.invalidField, field: "timestamp_micros", "timestamp_micros is no number")
        }
        return Timestamp(milliseconds: micros / 1000)
    }

    private static let taken: Set<String> = [
        "session_id", "page_location", "page_referrer", "page_title", "language", "screen_resolution", "items",
        "timestamp_micros",
    ]
}

import MeshCore

/// Umami's send API: one event, or an array of them.
enum UmamiReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm { UmamiForm(call: call) }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let body = try call.json()
        let form = UmamiForm(call: call)
        if call.endpoint == .umamiBatch {
            guard let messages = body.arrayValue else { throw Rejection(.malformed, "the batch is no array") }
            var batch = TrackerBatch(.umami, form: form, in: .whole)
            batch.append(try call.bounded(messages)) { message throws(Rejection) in try draft(message) }
            return batch
        }
        var batch = TrackerBatch(.umami, form: form)
        batch.append([try draft(body)]) { draft throws(Rejection) in draft }
        return batch
    }

    private static func draft(_ message: JSONValue) throws(Rejection) -> EventDraft {
        guard let payload = message["payload"], payload.objectValue != nil else { throw .missing("payload") }
        guard let website = payload.text("website") else { throw .missing("payload.website") }
        let site = SiteKey.key(website)
        var draft: EventDraft
        switch message.text("type") {
        case "event":
            let name = payload.text("name")
            draft = EventDraft(site: site, kind: name == nil ? .pageView : .action, name: name ?? "page_view")
        case "identify": draft = EventDraft(site: site, kind: .identify, name: "identify")
        case "performance": draft = EventDraft(site: site, kind: .performance, name: "web_vitals")
        case nil: throw .missing("type")
        case .some(let type): throw Rejection(.invalidField, field: "type", "\(type.prefix(64)) is no type of event")
        }
        read(payload, into: &draft)
        return draft
    }

    private static func read(_ payload: JSONValue, into draft: inout EventDraft) {
        draft.userID = payload.text("id")
        if let seconds = payload["timestamp"]?.intValue, abs(seconds) < 100_000_000_000 {
            draft.occurredAt = Timestamp(secondsSince1970: seconds)
        }
        // The script tells a path and its host apart.
        if let url = payload.text("url"), let host = payload.text("hostname"), url.hasPrefix("/") {
            draft.url = "//\(host)\(url)"
        } else {
            draft.url = payload.text("url")
        }
        draft.referrer = payload.text("referrer")
        draft.title = payload.text("title")
        draft.language = payload.text("language")
        draft.screen = payload.text("screen")
        draft.userAgent = payload.text("userAgent")
        draft.address = payload.text("ip")
        let data = payload["data"] ?? .object([:])
        switch draft.kind {
        case .identify: draft.traits = data.objectValue ?? JSONObject()
        case .performance:
            for name in ["ttfb", "fcp", "lcp", "cls", "inp"] { draft.properties.set(name, payload[name]) }
        case .action, .pageView, .screenView, .group, .alias:
            draft.properties = data.objectValue ?? JSONObject()
            draft.properties.set("tag", payload.text("tag"))
            draft.takeCommerce(from: data)
        }
    }
}

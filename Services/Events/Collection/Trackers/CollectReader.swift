import MeshCore

/// Our own protocol, which our script speaks: one envelope that says who and where, and the events in it.
enum CollectReader: TrackerReader {
    static func form(for call: TrackerCall) -> any AnswerForm { CollectForm() }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let envelope = try call.json()
        guard let site = envelope.text("site") else { throw .missing("site") }
        guard let events = envelope["events"]?.arrayValue else { throw .missing("events") }
        let sentAt = try EventTime.member("sentAt", of: envelope)
        var batch = TrackerBatch(.collect, form: CollectForm(), in: .member("events"))
        batch.append(try call.bounded(events)) { event throws(Rejection) in
            try draft(event, in: envelope, site: site, sentAt: sentAt)
        }
        return batch
    }

    private static func draft(
        _ event: JSONValue, in envelope: JSONValue, site: String, sentAt: Timestamp?
    ) throws(Rejection) -> EventDraft {
        guard event.objectValue != nil else { throw Rejection(.malformed, "an event is an object") }
        guard let name = event.text("name") else { throw .missing("name") }
        var draft = EventDraft(site: .key(site), kind: kind(of: name), name: name)
        draft.id = event.text("id")
        draft.occurredAt = try EventTime.member("at", of: event)
        draft.sentAt = sentAt
        draft.deviceID = envelope.text("visitor")
        draft.userID = envelope.text("user")
        draft.sessionID = envelope.text("session")
        draft.language = envelope.text("language")
        draft.screen = envelope.text("screen")
        draft.consent = envelope["consent"]?.stringValue.flatMap(ConsentState.init(rawValue:))
        draft.doNotTrack = envelope.says("doNotTrack")
        draft.globalPrivacyControl = envelope.says("globalPrivacyControl")
        draft.url = event.text("url")
        draft.referrer = event.text("referrer")
        draft.title = event.text("title")
        draft.relatedID = event.text("relatedId")
        draft.properties = event["properties"]?.objectValue ?? JSONObject()
        draft.traits = event["traits"]?.objectValue ?? JSONObject()
        draft.revenue = event["revenue"]
        draft.currency = event.text("currency")
        draft.orderID = event.text("orderId")
        draft.items = event["items"]?.arrayValue ?? []
        return draft
    }

    private static func kind(of name: String) -> EventKind {
        switch name {
        case "page_view": .pageView
        case "screen_view": .screenView
        case "web_vitals": .performance
        case "identify": .identify
        case "group": .group
        case "alias": .alias
        default: .action
        }
    }
}

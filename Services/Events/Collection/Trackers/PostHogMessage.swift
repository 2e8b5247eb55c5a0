import MeshCore

/// One event of PostHog.
struct PostHogMessage {
    private let message: JSONValue
    private let properties: JSONValue

    init(_ message: JSONValue) throws(Rejection) {
        guard message.objectValue != nil else { throw Rejection(.malformed, "an event is an object") }
        self.message = message
        properties = message["properties"] ?? .object([:])
    }

    /// - Parameters:
    ///   - site: The site.
    ///   - sentAt: When the batch was sent, by its sender's clock.
    ///   - received: When it came, by ours.
    func draft(site: SiteKey, sentAt: Timestamp?, received: Timestamp) throws(Rejection) -> EventDraft {
        guard let event = message.text("event") else { throw .missing("event") }
        guard let person = message.text("distinct_id") ?? properties.text("distinct_id") else {
            throw .missing("distinct_id")
        }
        let (kind, name) = Self.known[event] ?? (.action, event.hasPrefix("$") ? String(event.dropFirst()) : event)
        var draft = EventDraft(site: site, kind: kind, name: name)
        draft.trackerName = name == event ? nil : event
        draft.id = message.text("uuid") ?? properties.text("$insert_id")
        let device = properties.text("$device_id")
        draft.deviceID = device ?? person
        draft.userID = device == nil || device == person ? nil : person
        draft.sessionID = message.text("session_id") ?? properties.text("$session_id")
        draft.occurredAt = try EventTime.member("timestamp", of: message)
        draft.sentAt = properties.says("$ignore_sent_at") ? nil : sentAt
        // The browser library tells how long ago it was, in milliseconds, rather than when.
        if draft.occurredAt == nil, let offset = message["offset"]?.intValue, (0...Self.longestOffset).contains(offset)
        {
            draft.occurredAt = Timestamp(milliseconds: received.milliseconds - offset)
            draft.sentAt = nil
        }
        readPage(into: &draft)
        draft.takeCommerce(from: properties, revenue: ["revenue", "$revenue"])
        draft.relatedID = relatedID(kind)
        for source in [message["$set_once"], properties["$set_once"], message["$set"], properties["$set"]] {
            for (name, value) in source?.objectValue ?? JSONObject() { draft.traits[name] = value }
        }
        if kind == .group { draft.traits = properties["$group_set"]?.objectValue ?? draft.traits }
        draft.properties = properties.members(without: Self.taken)
        return draft
    }

    private func readPage(into draft: inout EventDraft) {
        draft.url = properties.text("$current_url")
        let referrer = properties.text("$referrer")
        draft.referrer = referrer == "$direct" ? nil : referrer
        draft.title = properties.text("title", "$title", "$screen_name")
        draft.userAgent = properties.text("$raw_user_agent", "$user_agent")
        draft.address = properties.text("$ip")
        draft.language = properties.text("$browser_language")
        draft.screen = properties.screen("$screen_width", "$screen_height")
        draft.campaign = Campaign(
            source: properties.text("utm_source"), medium: properties.text("utm_medium"),
            name: properties.text("utm_campaign"), term: properties.text("utm_term"),
            content: properties.text("utm_content"))
    }

    private func relatedID(_ kind: EventKind) -> String? {
        switch kind {
        case .alias: properties.text("alias")
        case .identify: properties.text("$anon_distinct_id")
        case .group: properties.text("$group_key")
        case .pageView, .screenView, .action, .performance: nil
        }
    }

    /// A year.
    private static let longestOffset: Int64 = 31_536_000_000

    private static let known: [String: (EventKind, String)] = [
        "$pageview": (.pageView, "page_view"), "$screen": (.screenView, "screen_view"),
        "$identify": (.identify, "identify"), "$set": (.identify, "identify"),
        "$groupidentify": (.group, "group"), "$create_alias": (.alias, "alias"),
        "$web_vitals": (.performance, "web_vitals"), "$pageleave": (.action, "page_leave"),
    ]

    /// Properties of which fields are made, and the token, which nobody needs twice.
    private static let taken: Set<String> = [
        "$current_url", "$referrer", "title", "$title", "$raw_user_agent", "$user_agent", "$ip", "$browser_language",
        "$screen_width", "$screen_height", "$session_id", "$device_id", "distinct_id", "$insert_id", "token", "$set",
        "$set_once", "$group_set", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content",
    ]
}

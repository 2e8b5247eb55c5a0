import MeshCore

/// The fields of one event in Snowplow's tracker protocol.
struct SnowplowPayload {
    private let fields: [String: String]

    init(_ fields: [String: String]) {
        self.fields = fields.filter { !$0.value.isEmpty }
    }

    func draft() throws(Rejection) -> EventDraft {
        guard let app = fields["aid"] else { throw .missing("aid") }
        guard let type = fields["e"] else { throw .missing("e") }
        var draft = try read(type, site: .key(app))
        draft.id = fields["eid"]
        // A true timestamp is believed; a device's is corrected by when the device says that it sent.
        if let told = fields["ttm"] {
            draft.occurredAt = try moment(told, "ttm")
        } else {
            draft.occurredAt = try fields["dtm"].map { text throws(Rejection) in try moment(text, "dtm") }
            draft.sentAt = try fields["stm"].map { text throws(Rejection) in try moment(text, "stm") }
        }
        draft.deviceID = fields["duid"] ?? fields["tnuid"]
        draft.userID = fields["uid"]
        draft.sessionID = fields["sid"]
        draft.url = fields["url"]
        draft.referrer = fields["refr"]
        draft.title = fields["page"]
        draft.language = fields["lang"]
        draft.screen = fields["res"]
        draft.userAgent = fields["ua"]
        draft.address = fields["ip"]
        if let contexts = try json(plain: "co", encoded: "cx")?["data"] { draft.properties["contexts"] = contexts }
        return draft
    }

    private func moment(_ text: String, _ field: String) throws(Rejection) -> Timestamp {
        guard let moment = EventTime.milliseconds(text) else {
            throw Rejection(.invalidField, field: field, "\(field) is no number of milliseconds")
        }
        return moment
    }

    private func read(_ type: String, site: SiteKey) throws(Rejection) -> EventDraft {
        switch type {
        case "pv": return EventDraft(site: site, kind: .pageView, name: "page_view")
        case "pp":
            var draft = EventDraft(site: site, kind: .action, name: "page_ping")
            take(["pp_mix", "pp_max", "pp_miy", "pp_may"], into: &draft)
            return draft
        case "se":
            guard let action = fields["se_ac"] else { throw .missing("se_ac") }
            var draft = EventDraft(site: site, kind: .action, name: action)
            for (field, name) in [("se_ca", "category"), ("se_la", "label"), ("se_pr", "property"), ("se_va", "value")]
            {
                draft.properties.set(name, fields[field])
            }
            return draft
        case "ue": return try selfDescribing(site: site)
        case "tr":
            var draft = EventDraft(site: site, kind: .action, name: "purchase")
            draft.orderID = fields["tr_id"]
            draft.revenue = fields["tr_tt"].map { .string($0) }
            draft.currency = fields["tr_cu"]
            take(["tr_af", "tr_tx", "tr_sh", "tr_ci", "tr_st", "tr_co"], into: &draft)
            return draft
        case "ti":
            var draft = EventDraft(site: site, kind: .action, name: "purchase_item")
            draft.orderID = fields["ti_id"]
            draft.currency = fields["ti_cu"]
            draft.items = [item]
            return draft
        default: throw Rejection(.invalidField, field: "e", "\(type.prefix(64)) is no type of event")
        }
    }

    private var item: JSONValue {
        var item = JSONObject()
        for (field, name) in [
            ("ti_sk", "sku"), ("ti_nm", "name"), ("ti_ca", "category"), ("ti_pr", "price"), ("ti_qu", "quantity"),
        ] {
            item.set(name, fields[field])
        }
        return .object(item)
    }

    private func take(_ names: [String], into draft: inout EventDraft) {
        for name in names { draft.properties.set(name, fields[name]) }
    }

    /// An event that names the schema of its data: `iglu:VENDOR/NAME/jsonschema/VERSION`.
    private func selfDescribing(site: SiteKey) throws(Rejection) -> EventDraft {
        guard let outer = try json(plain: "ue_pr", encoded: "ue_px"), let event = outer["data"] else {
            throw .missing("ue_pr or ue_px")
        }
        let parts = (event.text("schema") ?? "").split(separator: "/")
        guard parts.count == 4, parts[0].hasPrefix("iglu:") else {
            throw Rejection(.invalidField, field: "ue_pr.data.schema", "the schema is no Iglu address")
        }
        let data = event["data"] ?? .object([:])
        let name = String(parts[1])
        let (kind, known) = Self.known[name] ?? (.action, name)
        var draft = EventDraft(site: site, kind: kind, name: known)
        draft.trackerName = known == name ? nil : name
        draft.properties = data.objectValue ?? ["value": data]
        draft.properties["schema"] = event["schema"]
        return draft
    }

    private static let known: [String: (EventKind, String)] = [
        "link_click": (.action, "outbound_click"), "web_vitals": (.performance, "web_vitals"),
        "screen_view": (.screenView, "screen_view"), "transaction": (.action, "purchase"),
    ]

    /// A field of JSON, which may stand there in Base64 under another name; nil without either.
    private func json(plain: String, encoded: String) throws(Rejection) -> JSONValue? {
        let bytes: [UInt8]
        let field: String
        if let text = fields[plain] {
            (bytes, field) = (Array(text.utf8), plain)
        } else if let text = fields[encoded] {
            guard let decoded = Base64Bytes.decode(text) else {
                throw Rejection(.malformed, field: encoded, "\(encoded) is no Base64")
            }
            (bytes, field) = (decoded, encoded)
        } else {
            return nil
        }
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            throw Rejection(.malformed, field: field, "\(field) is \(error)")
        }
    }
}

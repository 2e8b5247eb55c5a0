import MeshCore

/// Plausible's events API: one event, perhaps for several domains. Its script sends JSON as text, under short names.
enum PlausibleReader: TrackerReader {
    /// How many properties an event may have, and how long their names and values may be, as Plausible has it.
    private static let propertyCount = 30
    private static let propertyNameLength = 300
    private static let propertyValueLength = 2000

    static func form(for call: TrackerCall) -> any AnswerForm {
        PlausibleForm(
            debugAddress: call.request.headers["x-debug-request"] == "true"
                ? call.request.address?.description ?? "" : nil)
    }

    static func read(_ call: TrackerCall) throws(Rejection) -> TrackerBatch {
        let body = try call.json()
        guard let name = body.text("n", "name") else { throw .missing("name") }
        guard let url = body.text("u", "url") else { throw .missing("url") }
        guard let domains = body.text("d", "domain") else { throw .missing("domain") }
        var batch = TrackerBatch(.plausible, form: form(for: call))
        let draft = try draft(body, name: name, url: url)
        for domain in domains.split(separator: ",") {
            var own = draft
            own.site = .domain(domain.filter { $0 != " " })
            batch.entries.append(TrackerBatch.Entry(place: 0, draft: .success(own)))
        }
        guard (1...20).contains(batch.entries.count) else {
            throw Rejection(.invalidField, field: "domain", "domain names no site, or more than 20")
        }
        return batch
    }

    private static func draft(_ body: JSONValue, name: String, url: String) throws(Rejection) -> EventDraft {
        guard let page = PageAddress(url), page.scheme != nil else {
            throw Rejection(.invalidField, field: "url", "url is no URL")
        }
        let isPage = name == "pageview"
        var draft = EventDraft(
            site: .domain(""), kind: isPage ? .pageView : .action, name: isPage ? "page_view" : name)
        draft.trackerName = isPage ? name : nil
        draft.url = url
        draft.referrer = body.text("r", "referrer")
        draft.properties = try properties(body["p"] ?? body["props"] ?? body["m"] ?? body["meta"])
        if name == "engagement" {
            draft.properties.set("engagement_time_msec", body["e"]?.intValue.map { .int($0) })
            draft.properties.set("percent_scrolled", body["sd"]?.intValue.map { .int($0) })
        }
        if let revenue = try object(body["$"] ?? body["revenue"]) {
            draft.revenue = JSONValue.object(revenue)["amount"]
            draft.currency = JSONValue.object(revenue).text("currency")
        }
        return draft
    }

    /// An object, or the text of one; nil when there is none.
    private static func object(_ value: JSONValue?) throws(Rejection) -> JSONObject? {
        guard let value, value != .null else { return nil }
        if let object = value.objectValue { return object }
        // `try?` as what cannot be read is refused below, with all else that is no object.
        guard let text = value.stringValue, let object = (try? JSONValue(parsing: text))?.objectValue else {
            throw Rejection(.invalidField, field: "props", "props is no object")
        }
        return object
    }

    /// The first thirty properties, without lists and objects.
    private static func properties(_ value: JSONValue?) throws(Rejection) -> JSONObject {
        var properties = JSONObject()
        for (name, value) in try object(value) ?? JSONObject() where properties.count < propertyCount {
            let name = TextBound.cut(name, to: propertyNameLength)
            switch value {
            case .null, .array, .object: continue
            case .string(let text): properties[name] = .string(TextBound.cut(text, to: propertyValueLength))
            case .bool, .int, .double: properties[name] = value
            }
        }
        return properties
    }
}

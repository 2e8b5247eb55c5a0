package import MeshCore

/// What a link says of the campaign that it belongs to.
package struct Campaign: Hashable, Sendable {
    package var source: String?
    package var medium: String?
    package var name: String?
    package var term: String?
    package var content: String?
    package var id: String?
    /// The name of the parameter by which an advertising network knows its click: `gclid`; the click's own id is not
    /// kept, as it is a person's.
    package var clickID: String?

    package init(
        source: String? = nil, medium: String? = nil, name: String? = nil, term: String? = nil, content: String? = nil,
        id: String? = nil, clickID: String? = nil
    ) {
        self.source = source
        self.medium = medium
        self.name = name
        self.term = term
        self.content = content
        self.id = id
        self.clickID = clickID
    }

    package var isEmpty: Bool { self == Campaign() }

    /// The parameters by which networks know their clicks.
    static let clickParameters = [
        "gclid", "gbraid", "wbraid", "dclid", "msclkid", "fbclid", "ttclid", "twclid", "li_fat_id", "yclid",
    ]

    /// Reads the parameters of a landing page's query.
    init(_ query: QueryItems) {
        self.init(
            source: query["utm_source"] ?? query["source"] ?? query["ref"], medium: query["utm_medium"],
            name: query["utm_campaign"], term: query["utm_term"], content: query["utm_content"], id: query["utm_id"],
            clickID: Self.clickParameters.first { query[$0] != nil })
    }

    /// What this says, and for what it leaves out what the other says.
    func filled(from other: Campaign) -> Campaign {
        Campaign(
            source: source ?? other.source, medium: medium ?? other.medium, name: name ?? other.name,
            term: term ?? other.term, content: content ?? other.content, id: id ?? other.id,
            clickID: clickID ?? other.clickID)
    }
}

extension Campaign: Described {
    package static let schema = JSONSchema.object(
        "Campaign", description: "What a link says of the campaign that it belongs to.",
        ["source", "medium", "name", "term", "content", "id", "clickId"].map { .optional($0, .string(1...1024)) })

    /// The campaign as JSON with its members in their order.
    package var json: JSONValue {
        var object = JSONObject()
        object.set("source", source)
        object.set("medium", medium)
        object.set("name", name)
        object.set("term", term)
        object.set("content", content)
        object.set("id", id)
        object.set("clickId", clickID)
        return .object(object)
    }

    /// Reads a campaign from JSON that fits the schema.
    package init(json: JSONValue) {
        self.init(
            source: json["source"]?.stringValue, medium: json["medium"]?.stringValue, name: json["name"]?.stringValue,
            term: json["term"]?.stringValue, content: json["content"]?.stringValue, id: json["id"]?.stringValue,
            clickID: json["clickId"]?.stringValue)
    }
}

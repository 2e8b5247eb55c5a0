package import MeshCore

/// A question to the reports, as its JSON: its words are checked by who answers it, so that each fault is told under its
/// field. Questions for funnels and the like have the same shape with members of their own.
package struct StatsQuestion: Codable, Sendable, Equatable {
    package var json: JSONValue

    package init(_ json: JSONValue) {
        self.json = json
    }

    package init(from decoder: any Decoder) throws {
        json = try JSONValue(from: decoder)
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}

extension StatsQuestion: Described {
    package static let schema = JSONSchema.object(
        "StatsQuestion",
        description: "A question in the shape of Plausible's Stats API v2; docs of Services/Reporting name all words.",
        additional: .allowed,
        [
            .optional("site_id", .any(description: "The site's id.")),
            .optional("metrics", .any(description: "`[\"visitors\", \"pageviews\"]`")),
            .optional("date_range", .any(description: "`30d`, or two dates, or two moments.")),
            .optional("dimensions", .any(description: "`[\"visit:source\", \"time:day\"]`")),
            .optional("filters", .any(description: "`[[\"is\", \"visit:country\", [\"DE\"]]]`")),
            .optional("order_by", .any()),
            .optional("include", .any()),
            .optional("pagination", .any()),
        ])
}

import MeshCore
import WebhookCalls

/// What the owner of a webhook sets.
struct WebhookSettings: Hashable, Sendable {
    var url: WebhookURL
    var filter: TypeFilter
    /// How often an event is tried; nil for as often as the schedule says.
    var attempts: Int?
    /// How long an answer may take.
    var timeout: Duration

    /// Half a minute is what receivers are told to answer within at most; most answer in far less.
    static let standardTimeout: Duration = .seconds(15)
}

extension WebhookSettings {
    /// As the store keeps it.
    var json: JSONValue {
        [
            "url": .string(url.text), "types": .array(filter.patterns.map { .string($0) }),
            "attempts": attempts.map { .int(Int64($0)) } ?? .null, "timeout": .int(timeout.wholeMilliseconds),
        ]
    }

    /// Reads what was stored; nil when it is something else.
    init?(json: JSONValue) {
        guard let url = json["url"]?.stringValue.flatMap(WebhookURL.init), let timeout = json["timeout"]?.intValue
        else { return nil }
        self.url = url
        filter = TypeFilter(patterns: (json["types"]?.arrayValue ?? []).compactMap(\.stringValue))
        attempts = json["attempts"]?.intValue.map(Int.init)
        self.timeout = .milliseconds(timeout)
    }
}

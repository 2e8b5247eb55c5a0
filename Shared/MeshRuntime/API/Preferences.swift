/// What a client would rather have (the `Prefer` header, RFC 7240). Whoever answers need not heed it.
package struct Preferences: Sendable {
    /// The longest time that anybody is kept waiting; who would wait longer asks again. It is shorter than an instance's time to
    /// drain (10 s), so that a deploy cuts nobody off.
    package static let longestWait: Duration = .seconds(8)

    private let values: [String: String]

    /// Reads a header; nil and what is not understood are no preferences. Of one that comes twice the first counts.
    package init(_ header: String?) {
        var values: [String: String] = [:]
        for item in (header ?? "").split(separator: ",") {
            let parts = (item.split(separator: ";").first ?? "").split(separator: "=", maxSplits: 1)
            guard let name = parts.first.map(Self.word) else { continue }
            if values[name] == nil { values[name] = parts.count > 1 ? Self.word(parts[1]) : "" }
        }
        self.values = values
    }

    /// Whether the client does not wait for the outcome (`respond-async`, section 4.1).
    package var isAsynchronous: Bool { values["respond-async"] != nil }

    /// How long the client would wait for an outcome (`wait`, section 4.3, in whole seconds); nil when it does not say.
    package var wait: Duration? {
        guard let text = values["wait"], let seconds = UInt32(text) else { return nil }
        return min(.seconds(seconds), Self.longestWait)
    }

    private static func word(_ text: some StringProtocol) -> String {
        String(text.filter { !$0.isWhitespace && $0 != "\"" }).lowercased()
    }
}

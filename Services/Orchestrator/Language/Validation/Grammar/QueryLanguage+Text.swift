import MeshCore

extension QueryLanguage {
    var other: QueryLanguage { self == .jsonPath ? .jsonata : .jsonPath }

    /// What a `QueryLanguage` field means, as AWS reads it: whatever is there and is not exactly `JSONPath` is JSONata.
    /// That the value is none of the two is told apart from this.
    init(field: JSONValue?, inherited: QueryLanguage) {
        switch field {
        case nil: self = inherited
        case .string("JSONPath"): self = .jsonPath
        case .some: self = .jsonata
        }
    }

    /// What stands between the `{%` and `%}` of a JSONata expression, without the spaces around; nil when the text is
    /// none.
    static func expression(in text: String) -> String? {
        guard text.hasPrefix("{%"), text.hasSuffix("%}"), text.utf8.count >= 4 else { return nil }
        let inner = text.dropFirst(2).dropLast(2)
        guard let start = inner.firstIndex(where: { !$0.isWhitespace }) else { return "" }
        let end = inner.lastIndex { !$0.isWhitespace } ?? start
        return String(inner[start...end])
    }
}

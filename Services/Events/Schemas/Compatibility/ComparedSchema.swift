import MeshCore

/// A schema that is being compared, with what its references lead to.
struct ComparedSchema {
    /// The schema and the targets of its references, the nearest first: what stands beside a reference goes before what stands
    /// behind it.
    var parts: [(place: SchemaPlace, object: JSONObject)]
    /// What a Boolean schema says.
    var verdict: Bool?

    /// What takes every value.
    static let anything = ComparedSchema(parts: [], verdict: true)

    subscript(_ keyword: String) -> JSONValue? {
        for part in parts {
            if let value = part.object[keyword] { return value }
        }
        return nil
    }

    /// The place of a keyword; nil when it is not there.
    func place(of keyword: String) -> SchemaPlace? {
        parts.first { $0.object[keyword] != nil }?.place.appending(keyword)
    }

    /// Whether it takes nothing.
    var isNothing: Bool { verdict == false }

    /// The same schema without some of its keywords.
    func without(_ keywords: [String]) -> ComparedSchema {
        var result = self
        for position in result.parts.indices {
            for keyword in keywords { result.parts[position].object[keyword] = nil }
        }
        return result
    }

    /// What takes only what both take, as far as their keywords differ.
    func and(_ other: ComparedSchema) -> ComparedSchema {
        if isNothing || other.verdict == true { return self }
        if other.isNothing || verdict == true { return other }
        return ComparedSchema(parts: other.parts + parts, verdict: nil)
    }

    /// What identifies it in a comparison.
    var key: [SchemaPlace] { parts.map(\.place) }
}

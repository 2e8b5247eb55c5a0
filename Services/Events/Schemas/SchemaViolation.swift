package import MeshCore

/// One thing that is wrong with a value.
package struct SchemaViolation: Hashable, Sendable {
    /// Where in the value: a JSON pointer.
    package var instanceLocation: String
    /// By which way through the schema: a JSON pointer that passes through references.
    package var keywordLocation: String
    /// Where the keyword stands: a URI with a JSON pointer as its fragment.
    package var absoluteKeywordLocation: String
    /// What the value there must be or become.
    package var message: String
    /// For alternatives, why each of them does not take the value.
    package var causes: [SchemaViolation] = []

    package var json: JSONValue {
        var members: JSONObject = [
            "instanceLocation": .string(instanceLocation), "keywordLocation": .string(keywordLocation),
            "absoluteKeywordLocation": .string(absoluteKeywordLocation), "error": .string(message),
        ]
        if !causes.isEmpty { members["causes"] = .array(causes.map(\.json)) }
        return .object(members)
    }
}

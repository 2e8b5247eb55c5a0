package import MeshCore

/// What one rule did to one event.
package struct RuleStep: Hashable, Sendable {
    /// The rule by its place in the document: `filters.no-staging`, `scrubbing.email`.
    package var rule: String
    /// What it set, changed or dropped: a field's path; empty for the event as a whole.
    package var field: String
    /// In a word or a value: `dropped`, `Organic Search`.
    package var effect: String

    /// The step as JSON with its members in their order.
    package var json: JSONValue {
        var object: JSONObject = ["rule": .string(rule)]
        object.set("field", field.isEmpty ? nil : field)
        object.set("effect", effect)
        return .object(object)
    }
}

package import MeshCore

/// What a validation has found.
package struct SchemaReport: Hashable, Sendable {
    package var isValid: Bool
    /// What is wrong, in the order of the schema; empty when the value is valid.
    package var violations: [SchemaViolation]
    /// Whether the validation stopped at its bound on violations, so that there may be more.
    package var isCut: Bool

    /// As JSON, in the form that JSON Schema calls basic (Core, section 12.4.2), with the causes of each error beside it.
    package var json: JSONValue {
        guard !isValid else { return ["valid": true] }
        return ["valid": false, "errors": .array(violations.map(\.json))]
    }
}

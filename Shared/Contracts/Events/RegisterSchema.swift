package import MeshCore

/// Adds a version to a type, whose first makes the type known: `POST /v1/schemas/{type}/versions`.
package struct RegisterSchema: Codable, Sendable, Equatable {
    /// A JSON Schema of draft 2020-12, 2019-09 or 7, as its `$schema` says; 2020-12 without one.
    package var schema: JSONValue
    /// For a type that is new; backward when it is absent.
    package var compatibility: SchemaSubject.Compatibility?

    package init(schema: JSONValue, compatibility: SchemaSubject.Compatibility? = nil) {
        self.schema = schema
        self.compatibility = compatibility
    }
}

extension RegisterSchema: Described {
    package static let schema = JSONSchema.object(
        "RegisterSchema", description: "Adds a version to a type, whose first makes the type known.",
        [
            .required(
                "schema",
                .any(description: "A JSON Schema of draft 2020-12, 2019-09 or 7, as its $schema says.")),
            .optional(
                "compatibility",
                SchemaSubject.compatibilityField.describing("For a type that is new; backward when it is absent.")),
        ])
}

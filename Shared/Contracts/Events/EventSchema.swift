package import MeshCore

/// One version of the schema of a type of events: `GET /v1/schemas/{type}/versions/{version}`. It never changes.
package struct EventSchema: Codable, Sendable, Equatable {
    /// Unique among all schemas, and never given out again.
    package var id: Int64
    package var type: String
    /// Counted up from 1 within the type.
    package var version: Int64
    package var createdAt: Timestamp
    /// The JSON Schema.
    package var schema: JSONValue

    package init(id: Int64, type: String, version: Int64, createdAt: Timestamp, schema: JSONValue) {
        self.id = id
        self.type = type
        self.version = version
        self.createdAt = createdAt
        self.schema = schema
    }
}

extension EventSchema: Described {
    static let version = JSONSchema.integer(
        1...EventsFields.largestInteger, description: "Counted up from 1 within the type.")

    package static let schema = JSONSchema.object(
        "EventSchema", description: "One version of the schema of a type of events.",
        [
            .required("id", .integer(1...EventsFields.largestInteger, description: "Unique among all schemas.")),
            .required("type", SchemaSubject.type),
            .required("version", version),
            .required("createdAt", Timestamp.schema),
            .required("schema", .any(description: "The JSON Schema.")),
        ])
}

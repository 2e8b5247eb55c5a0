import EventsAPI
import MeshCore

/// One version of the schema of a type, as it is kept. It never changes.
struct RegisteredSchema: Hashable, Sendable {
    /// Unique among all schemas, and never given out again.
    let id: Int64
    let type: String
    let version: Int64
    let createdAt: Timestamp
    let document: JSONValue

    /// The version as the API tells it.
    var message: EventSchema {
        EventSchema(id: id, type: type, version: version, createdAt: createdAt, schema: document)
    }
}

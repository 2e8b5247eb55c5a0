import MeshCore

/// `ResultWriter` of a Map state.
struct MapWriterFields: Sendable {
    let resource: TaskResource?
    let arguments: ValueTemplate?
    let configuration: JSONValue
}

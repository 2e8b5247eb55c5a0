import MeshCore

/// `ItemReader` of a Map state.
struct MapReaderFields: Sendable {
    let resource: TaskResource
    let arguments: ValueTemplate?
    let configuration: JSONObject
    let maxItems: NumberField?
}

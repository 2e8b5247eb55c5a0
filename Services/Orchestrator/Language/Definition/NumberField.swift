import MeshCore

/// A field that is a number, or tells where one is.
enum NumberField: Sendable {
    case fixed(JSONValue)
    /// The …Path form of the field.
    case path(StatePath)
    case jsonata(JSONataTemplate)
}

import MeshCore

/// An argument of a path's function: JSON as it stands, or a path from the root of the document.
indirect enum PathArgument: Hashable, Sendable {
    case json(JSONValue)
    case path(JSONPath)
}

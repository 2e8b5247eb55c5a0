import MeshCore

/// One request of a tracker, which numbers the events that have no number of their own.
enum Reception: Identified {
    static let idPrefix = "rcp"
}

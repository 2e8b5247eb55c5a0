import MeshCore

/// A run of a distributed map in a virtual world.
struct HostedMapRun: Sendable {
    let order: MapRunOrder
    /// The inputs of the items that have not been started, the last first.
    var waiting: [(index: Int, input: JSONValue)]
    /// What came out of each item; nil while it runs, null where it failed.
    var outputs: [JSONValue?]
    var failures: [(error: String?, cause: String?)] = []
    var running: Set<Int> = []
}

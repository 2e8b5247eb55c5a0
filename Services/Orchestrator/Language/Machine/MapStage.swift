import MeshCore

/// An inline Map state whose iterations run.
struct MapStage: Hashable, Sendable {
    /// The items, as an array.
    let list: Payload
    /// The iteration that starts next.
    var next = 0
    var running = 0
    /// The outputs of the iterations that have ended.
    var results: [Payload?]
    var failures = 0
    /// How many iterations run at once.
    let concurrency: Int
    let tolerance: FailureTolerance

    init(list: Payload, concurrency: Int, tolerance: FailureTolerance) {
        self.list = list
        results = Array(repeating: nil, count: list.value.arrayValue?.count ?? 0)
        self.concurrency = concurrency
        self.tolerance = tolerance
    }

    var count: Int { results.count }

    func item(_ index: Int) -> JSONValue {
        list.value[index] ?? .null
    }
}

import CoreMetrics

/// What a store tells about itself.
struct StoreMetrics: Sendable {
    /// Writes that shared one commit.
    let groupSize: Recorder
    /// From the first write of a group until it was on disk and the log looked after.
    let groupTime: CoreMetrics.Timer
    /// Groups that failed as a whole and were run again one by one.
    let splitGroups: Counter
    /// Calls that were refused because too many waited.
    let refused: Counter
    /// The write-ahead log in bytes.
    let logSize: Recorder

    /// - Parameter name: The store's name, which labels every metric.
    init(name: String) {
        let labels = [("store", name)]
        groupSize = Recorder(label: "mesh_store_group_size", dimensions: labels, aggregate: true)
        groupTime = CoreMetrics.Timer(label: "mesh_store_group_duration", dimensions: labels)
        splitGroups = Counter(label: "mesh_store_groups_split", dimensions: labels)
        refused = Counter(label: "mesh_store_calls_refused", dimensions: labels)
        logSize = Recorder(label: "mesh_store_log_bytes", dimensions: labels, aggregate: false)
    }
}

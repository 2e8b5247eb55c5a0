import CoreMetrics
import MeshCore

/// What a log tells about itself.
struct EventLogMetrics: Sendable {
    /// Calls that shared one write and one sync.
    let groupSize = Recorder(label: "event_log_group_size", dimensions: [], aggregate: true)
    /// Writing and syncing a group.
    private let groupTime = CoreMetrics.Timer(label: "event_log_group_duration", dimensions: [])
    private let appendedBytes = Counter(label: "event_log_appended_bytes", dimensions: [])
    /// Records and batches that were left out because they were in the log already.
    let duplicates = Counter(label: "event_log_duplicates", dimensions: [])
    /// Offsets that are not served because their bytes are damaged.
    let damagedOffsets = Counter(label: "event_log_damaged_offsets", dimensions: [])
    /// Partitions that were taken over.
    let takeovers = Counter(label: "event_log_takeovers", dimensions: [])

    /// A group was written and synced.
    func appended(bytes: Int, took time: Duration) {
        appendedBytes.increment(by: bytes)
        groupTime.recordNanoseconds(time.nanoseconds)
    }
}

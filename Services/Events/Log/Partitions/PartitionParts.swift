import CoreMetrics
import Logging
import MeshCore

/// What the partitions of a log share.
struct PartitionParts: Sendable {
    let store: LogStore
    let disk: any LogDisk
    /// The folder of all topics.
    let folder: String
    let configuration: SegmentLogConfiguration
    let decompressor: (any BatchDecompressor)?
    let reads: BlockingReads
    let indexes: IndexCache
    let metrics: EventLogMetrics
    let clock: any WallClock
    let logger: Logger

    /// The folder of a partition.
    func folder(of partition: TopicPartition) -> String { "\(folder)/\(partition)" }

    /// The path of a segment's file.
    func path(_ name: SegmentName, of partition: TopicPartition) -> String { "\(folder(of: partition))/\(name.file)" }
}

extension PartitionParts {
    /// Tells the operator of damage.
    func report(_ damage: DamagedRange, of partition: TopicPartition) {
        metrics.damagedOffsets.increment(by: Int64(damage.offsets.count))
        logger.error(
            "Found damaged records",
            metadata: [
                "log.partition": "\(partition)", "log.offsets": "\(damage.offsets)", "log.reason": "\(damage.reason)",
            ])
    }
}

package import CoreMetrics
package import Logging
import Synchronization

/// Counts the batches of a partition that their producer has broken, and tells of the first one in the log: a producer that sends one sends
/// many.
package final class BrokenBatches: Sendable {
    private let counter: Counter
    private let partition: Int
    private let logger: Logger
    private let hasTold = Mutex(false)

    /// - Parameters:
    ///   - label: The counter's, such as `reporting_broken_batches`; its dimension is the partition.
    ///   - factory: Makes the counter.
    package init(
        label: String, partition: Int, logger: Logger, factory: any MetricsFactory = MetricsSystem.factory
    ) {
        counter = Counter(label: label, dimensions: [("partition", "\(partition)")], factory: factory)
        self.partition = partition
        self.logger = logger
    }

    /// Counts what was passed over.
    ///
    /// - Parameter offsets: Those of each batch.
    package func count(_ offsets: [ClosedRange<Int64>]) {
        guard let first = offsets.first else { return }
        counter.increment(by: offsets.count)
        let isNews = hasTold.withLock { hasTold in
            defer { hasTold = true }
            return !hasTold
        }
        guard isNews else { return }
        logger.warning(
            "Passed over a batch that its producer has broken",
            metadata: ["partition": "\(partition)", "offset": "\(first.lowerBound)"])
    }
}

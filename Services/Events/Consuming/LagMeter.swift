import CoreMetrics
import EventLog
import Logging
import MeshCore

/// Measures how far groups are behind, in the partitions that this instance serves.
struct LagMeter: Sendable {
    let log: any ServedLog
    let pauses: any Clock<Duration>
    let logger: Logger

    /// As often as Prometheus usually asks.
    private static let period: Duration = .seconds(15)
    /// Series that are told: a group of each topic. Beyond it nobody reads them.
    private static let mostSeries = 500

    /// Which group, in which topic.
    struct Series: Hashable {
        let group: GroupName
        let topic: TopicName
    }

    /// Measures until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        var gauges: [Series: Gauge] = [:]
        while true {
            try await pauses.sleep(for: Self.period)
            do {
                let lags = try await measure()
                for (series, gauge) in gauges where lags[series] == nil { gauge.record(0) }
                for (series, lag) in lags where gauges[series] != nil || gauges.count < Self.mostSeries {
                    let gauge = gauges[series] ?? Self.gauge(of: series)
                    gauges[series] = gauge
                    gauge.record(lag)
                }
            } catch let error as EventLogError {
                logger.warning("Failed to measure how far groups are behind", metadata: ["error": "\(error)"])
            }
        }
    }

    /// The records that each group has not read yet, in the partitions that are served here.
    func measure() async throws -> [Series: Int64] {
        var ends: [TopicPartition: Int64] = [:]
        for topic in try await log.topics() {
            for (number, partition) in topic.partitions.enumerated() {
                let place = topic.partition(number)
                guard try log.tells(of: place, partition) else { continue }
                do {
                    ends[place] = try await log.offsets(of: place).upperBound
                } catch EventLogError.notOwner {
                    // Another instance has it by now, and tells of it.
                }
            }
        }
        var lags: [Series: Int64] = [:]
        for group in try await log.groups() {
            for (partition, committed) in try await log.committedOffsets(of: group) {
                guard let end = ends[partition] else { continue }
                lags[Series(group: group, topic: partition.topic), default: 0] += max(0, end - committed.offset)
            }
        }
        return lags
    }

    private static func gauge(of series: Series) -> Gauge {
        Gauge(
            label: "events_group_lag",
            dimensions: [("group", series.group.description), ("topic", series.topic.description)])
    }
}

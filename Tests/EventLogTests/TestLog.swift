import Logging
import MeshCore
import MeshStore
import MeshTestKit

@testable import EventLog

/// A folder with a store, and logs of several instances over it.
final class TestLog: Sendable {
    private let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store.open(path: directory.path("events.sqlite"), migrations: EventLogSchema.migrations)
    }

    var folder: String { directory.path }

    /// The log of an instance.
    func open(
        _ instance: String = "one", configuration: SegmentLogConfiguration = SegmentLogConfiguration(),
        decompressor: (any BatchDecompressor)? = nil, disk: any LogDisk = SystemDisk(),
        clock: any WallClock = SystemWallClock()
    ) async throws -> SegmentLog {
        var logger = Logger(label: "log-tests")
        logger.logLevel = .critical
        return try await SegmentLog(
            folder: folder, store: store, instance: instance, configuration: configuration, decompressor: decompressor,
            disk: disk, clock: clock, logger: logger)
    }

    /// The paths of the segments of a partition, in the order of their offsets.
    func segments(_ partition: TopicPartition) -> [String] {
        let folder = "\(self.folder)/log/\(partition)"
        return SystemDisk().names(in: folder).filter { $0.hasSuffix(".log") }.sorted().map { "\(folder)/\($0)" }
    }
}

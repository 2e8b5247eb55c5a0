import EventsAPI
import MeshCore

/// Where an export reads: what events serves of its log, its sites and their rules.
protocol ExportSource: Sendable {
    /// A site; nil when there is none of this id.
    func site(_ id: String) async throws -> EventSite?

    /// A version of a site's rules; nil when there is none.
    func rules(of site: String, version: Int64) async throws -> EventRules?

    /// How many partitions hold what was collected: 0 before the first event.
    func partitionCount() async throws -> Int

    /// Values of a partition, from a place on.
    func page(of partition: Int, from start: ExportStart, limit: Int) async throws -> RecordValues
}

/// Where in a partition one begins to read.
enum ExportStart: Hashable, Sendable {
    /// At the oldest record that is kept.
    case earliest
    case offset(Int64)
    /// At the first record that the log took at a moment or later.
    case time(Timestamp)
}

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

    /// The first record of a partition at a place or behind it.
    func place(_ start: ExportStart, in partition: Int) async throws -> ExportPlace

    /// Values of a partition's records from an offset on; some before it may come with them.
    func values(of partition: Int, from offset: Int64) async throws -> ExportValues
}

/// Where in a partition one begins to read.
enum ExportStart: Hashable, Sendable {
    /// At the oldest record that is kept.
    case earliest
    /// At the first record that the log took at a moment or later.
    case time(Timestamp)
}

/// A record's place in a partition.
struct ExportPlace: Hashable, Sendable {
    /// That of the record; of the next one to be appended, when there is none.
    let offset: Int64
    /// That of the next record to be appended.
    let end: Int64
}

/// Values of records in the order of the log.
struct ExportValues: Sendable {
    struct Item: Sendable {
        let offset: Int64
        /// nil for a record without a value.
        let value: ArraySlice<UInt8>?
    }

    let items: [Item]
    /// The offsets of batches that their producer has broken, which are passed over as reporting does.
    var broken: [ClosedRange<Int64>] = []
    /// Where to read on.
    let nextOffset: Int64
}

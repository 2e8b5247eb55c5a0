package import EventCollection
package import MeshCore

/// A row of an export: a record of the log, and what its place in the log says of it.
package struct ExportedRecord: Hashable, Sendable {
    package let partition: Int
    package let offset: Int64
    /// The latest receipt of the site's events in the partition up to here, this one's included: by it, an event is late.
    package let newest: Timestamp
    package let event: CollectedEvent

    package init(partition: Int, offset: Int64, newest: Timestamp, event: CollectedEvent) {
        self.partition = partition
        self.offset = offset
        self.newest = newest
        self.event = event
    }

    /// Reads `PARTITION, OFFSET, NEWEST, VALUE`, divided by tabs; the value's JSON has no bare tab.
    ///
    /// - Throws: ``ProcessorFailure``.
    package init(line: ArraySlice<UInt8>) throws(ProcessorFailure) {
        let fields = line.split(separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false)
        guard fields.count == 4, let partition = Int(text(fields[0])), let offset = Int64(text(fields[1])),
            let newest = Int64(text(fields[2]))
        else { throw ProcessorFailure("this is no row of an export: PARTITION, OFFSET, NEWEST and VALUE") }
        // What is wrong with the JSON does not matter: an export holds events only.
        guard let event = (try? JSONValue(parsing: fields[3])).flatMap(CollectedEvent.init(json:)) else {
            throw ProcessorFailure("the value of partition \(partition), offset \(offset) is no collected event")
        }
        self.init(
            partition: partition, offset: offset, newest: Timestamp(milliseconds: newest), event: event)
    }
}

private func text(_ field: ArraySlice<UInt8>) -> String { String(decoding: field, as: UTF8.self) }

import FoundationEssentials
package import ReportAnalysis

/// An event on its way to the others of its visitor.
package struct EventLine: Hashable, Sendable {
    /// Of the log: visits are put together within it.
    package let partition: Int
    package let offset: Int64
    /// Among the events of its record.
    package let place: Int
    package let event: ReportEvent

    package init(partition: Int, offset: Int64, place: Int, event: ReportEvent) {
        self.partition = partition
        self.offset = offset
        self.place = place
        self.event = event
    }

    /// `PARTITION, VISITOR, OFFSET, PLACE, EVENT`, divided by tabs: the event as reporting packs it, in Base64.
    package var line: [UInt8] {
        let packed = Data(EventBatch([event]).bytes).base64EncodedString()
        return Array("\(partition)\t\(VisitLine.text(ofVisitor: event.visitor))\t\(offset)\t\(place)\t\(packed)".utf8)
    }

    /// Reads what ``line`` has written.
    ///
    /// - Throws: ``ProcessorFailure``.
    package init(line: ArraySlice<UInt8>) throws(ProcessorFailure) {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard fields.count == 5, let partition = Int(fields[0]), let offset = Int64(fields[2]),
            let place = Int(fields[3]), let packed = Data(base64Encoded: fields[4]),
            // What is wrong with the bytes does not matter: nobody else writes them.
            let event = (try? EventBatch(bytes: Array(packed)))?.events.first
        else { throw ProcessorFailure("this is no line that `processor events` has written") }
        self.init(partition: partition, offset: offset, place: place, event: event)
    }
}

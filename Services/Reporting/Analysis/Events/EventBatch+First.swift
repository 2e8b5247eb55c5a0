import MeshCore

/// The form in which batches were written at first, event by event: only read any more.
extension EventBatch {
    static let firstVersion: UInt8 = 1

    /// - Throws: ``PackedError`` when the bytes are none of that form.
    static func firstEvents(_ reader: inout PackedReader) throws(PackedError) -> [ReportEvent] {
        let texts = try BatchTexts(&reader)
        var events: [ReportEvent] = []
        for _ in 0..<(try reader.count(bitsEach: 184)) { events.append(try event(&reader, texts)) }
        return events
    }

    private static func event(
        _ reader: inout PackedReader, _ texts: BatchTexts
    ) throws(PackedError) -> ReportEvent {
        let id = try reader.fixed(UInt64.self)
        let visitor = try reader.fixed(UInt64.self)
        let time = Timestamp(milliseconds: try reader.signed())
        let received = Timestamp(milliseconds: try reader.signed())
        guard let kind = EventKind(rawValue: try reader.byte()) else { throw .malformed("a kind of event") }
        let name = try texts.text(&reader)
        var values: [Dimension: String] = [:]
        for _ in 0..<(try reader.count(bitsEach: 16)) {
            values[try texts.dimension(&reader)] = try texts.text(&reader)
        }
        var goals: [String] = []
        for _ in 0..<(try reader.count()) { goals.append(try texts.text(&reader)) }
        let parts = try reader.byte()
        let revenue = parts & 1 == 0 ? nil : try texts.money(&reader)
        let depth = parts & 2 == 0 ? nil : Int(truncatingIfNeeded: try reader.signed())
        let number = parts & 4 == 0 ? nil : try reader.double()
        return ReportEvent(
            id: id, visitor: visitor, time: time, received: received, kind: kind, name: name, values: values,
            goals: goals, revenue: revenue, scrollDepth: depth, engagement: .milliseconds(try reader.signed()),
            number: number)
    }
}

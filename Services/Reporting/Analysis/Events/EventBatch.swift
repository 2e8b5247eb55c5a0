import MeshCore

/// Events packed together, each text stored once: how events are kept until their visits are laid out in columns.
package struct EventBatch: Hashable, Sendable {
    package let events: [ReportEvent]

    package init(_ events: [ReportEvent]) {
        self.events = events
    }

    /// The batch as bytes; the same events in the same order give the same.
    package var bytes: [UInt8] {
        var texts = TextNumbers()
        var body = PackedWriter()
        body.count(events.count)
        for event in events { Self.write(event, &texts, to: &body) }
        var writer = PackedWriter()
        writer.byte(Self.version)
        writer.count(texts.all.count)
        for text in texts.all { writer.text(text) }
        writer.append(body.bytes)
        return writer.bytes
    }

    /// Reads a batch.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``bytes`` gives.
    package init(bytes: [UInt8]) throws(PackedError) {
        var reader = PackedReader(bytes)
        guard try reader.byte() == Self.version else { throw .malformed("a batch's version") }
        var texts: [String] = []
        for _ in 0..<(try reader.count()) { texts.append(try reader.text()) }
        // Each name is looked up once, and stands before many values.
        let dimensions = texts.map { Dimension($0) }
        var events: [ReportEvent] = []
        for _ in 0..<(try reader.count(bitsEach: 184)) { events.append(try Self.event(&reader, texts, dimensions)) }
        self.events = events
    }

    private static let version: UInt8 = 1

    private static func write(_ event: ReportEvent, _ texts: inout TextNumbers, to writer: inout PackedWriter) {
        writer.fixed(event.id)
        writer.fixed(event.visitor)
        writer.signed(event.time.milliseconds)
        writer.signed(event.received.milliseconds)
        writer.byte(event.kind.rawValue)
        writer.count(texts.number(of: event.name))
        writer.count(event.values.count)
        for (dimension, value) in event.values.sorted(by: { $0.key < $1.key }) {
            writer.count(texts.number(of: dimension.name))
            writer.count(texts.number(of: value))
        }
        writer.count(event.goals.count)
        for goal in event.goals { writer.count(texts.number(of: goal)) }
        writer.byte(
            (event.revenue == nil ? 0 : 1) | (event.scrollDepth == nil ? 0 : 2) | (event.number == nil ? 0 : 4))
        if let revenue = event.revenue {
            writer.count(texts.number(of: revenue.currency.description))
            writer.signed(revenue.amount)
        }
        if let depth = event.scrollDepth { writer.signed(Int64(depth)) }
        if let number = event.number { writer.double(number) }
        writer.signed(event.engagement.wholeMilliseconds)
    }

    private static func event(
        _ reader: inout PackedReader, _ texts: [String], _ dimensions: [Dimension?]
    ) throws(PackedError) -> ReportEvent {
        let id = try reader.fixed(UInt64.self)
        let visitor = try reader.fixed(UInt64.self)
        let time = Timestamp(milliseconds: try reader.signed())
        let received = Timestamp(milliseconds: try reader.signed())
        guard let kind = EventKind(rawValue: try reader.byte()) else { throw .malformed("a kind of event") }
        let name = try text(&reader, texts)
        var values: [Dimension: String] = [:]
        for _ in 0..<(try reader.count(bitsEach: 16)) {
            guard let dimension = dimensions[try number(&reader, texts)] else { throw .malformed("a dimension") }
            values[dimension] = try text(&reader, texts)
        }
        var goals: [String] = []
        for _ in 0..<(try reader.count()) { goals.append(try text(&reader, texts)) }
        let parts = try reader.byte()
        var revenue: Money?
        if parts & 1 != 0 {
            guard let currency = Currency(try text(&reader, texts)) else { throw .malformed("a currency") }
            revenue = Money(amount: try reader.signed(), currency: currency)
        }
        let depth = parts & 2 != 0 ? Int(truncatingIfNeeded: try reader.signed()) : nil
        let number = parts & 4 != 0 ? try reader.double() : nil
        return ReportEvent(
            id: id, visitor: visitor, time: time, received: received, kind: kind, name: name, values: values,
            goals: goals, revenue: revenue, scrollDepth: depth, engagement: .milliseconds(try reader.signed()),
            number: number)
    }

    private static func text(_ reader: inout PackedReader, _ texts: [String]) throws(PackedError) -> String {
        texts[try number(&reader, texts)]
    }

    private static func number(_ reader: inout PackedReader, _ texts: [String]) throws(PackedError) -> Int {
        let number = try reader.number()
        guard number < UInt64(texts.count) else { throw .malformed("a text's number") }
        return Int(number)
    }
}

import MeshCore

extension EventBatch {
    /// The batch as bytes; the same events in the same order give the same.
    package var bytes: [UInt8] {
        var visits = UsedNumbers(count: self.visits.count)
        var contents = UsedNumbers(count: self.contents.count)
        let visitCodes = rows.map { visits.number(of: $0.visit) }
        let contentCodes = rows.map { contents.number(of: $0.content) }
        var texts = Numbered<String>()
        var tables = PackedWriter()
        tables.count(visits.used.count)
        for number in visits.used { Self.write(self.visits[Int(number)], &texts, to: &tables) }
        tables.count(contents.used.count)
        for number in contents.used { Self.write(self.contents[Int(number)], &texts, to: &tables) }

        var writer = PackedWriter()
        writer.byte(Self.version)
        writer.count(texts.all.count)
        for text in texts.all { writer.text(text) }
        writer.append(tables.bytes)
        writer.count(rows.count)
        writer.fixed(contentsOf: rows.map(\.id))
        writer.fixed(contentsOf: rows.map(\.visitor))
        var last: Int64 = 0
        for row in rows {
            writer.signed(row.time.milliseconds &- last)
            writer.signed(row.received.milliseconds &- row.time.milliseconds)
            last = row.time.milliseconds
        }
        CodeColumn(visitCodes).write(to: &writer)
        CodeColumn(contentCodes).write(to: &writer)
        return writer.bytes
    }

    /// Reads a batch.
    ///
    /// - Throws: ``PackedError`` when the bytes are none that ``bytes`` gives.
    package init(bytes: [UInt8]) throws(PackedError) {
        var reader = PackedReader(bytes)
        switch try reader.byte() {
        case Self.firstVersion: self.init(try Self.firstEvents(&reader))
        case Self.version: self = try Self.batch(&reader)
        default: throw .malformed("a batch's version")
        }
    }

    private static let version: UInt8 = 2

    private static func write(
        _ properties: [EventProperty], _ texts: inout Numbered<String>, to writer: inout PackedWriter
    ) {
        writer.count(properties.count)
        for property in properties {
            writer.number(UInt64(texts.number(of: property.dimension.name)))
            writer.number(UInt64(texts.number(of: property.text)))
        }
    }

    private static func write(_ content: EventContent, _ texts: inout Numbered<String>, to writer: inout PackedWriter) {
        writer.byte(content.kind.rawValue)
        writer.number(UInt64(texts.number(of: content.name)))
        write(content.properties, &texts, to: &writer)
        writer.count(content.goals.count)
        for goal in content.goals { writer.number(UInt64(texts.number(of: goal))) }
        writer.byte(
            (content.revenue == nil ? 0 : 1) | (content.scrollDepth == nil ? 0 : 2) | (content.number == nil ? 0 : 4))
        if let revenue = content.revenue {
            writer.number(UInt64(texts.number(of: revenue.currency.description)))
            writer.signed(revenue.amount)
        }
        if let depth = content.scrollDepth { writer.signed(Int64(depth)) }
        if let number = content.number { writer.double(number) }
        writer.signed(content.engagement.wholeMilliseconds)
    }

    private static func batch(_ reader: inout PackedReader) throws(PackedError) -> EventBatch {
        let texts = try BatchTexts(&reader)
        var visits: [[EventProperty]] = []
        for _ in 0..<(try reader.count()) { visits.append(try properties(&reader, texts)) }
        var contents: [EventContent] = []
        for _ in 0..<(try reader.count(bitsEach: 48)) { contents.append(try content(&reader, texts)) }
        let count = try reader.count(bitsEach: 160)
        let ids: [UInt64] = try reader.fixed(count)
        let visitors: [UInt64] = try reader.fixed(count)
        var times: [(time: Int64, received: Int64)] = []
        times.reserveCapacity(count)
        var last: Int64 = 0
        for _ in 0..<count {
            last &+= try reader.signed()
            times.append((last, last &+ (try reader.signed())))
        }
        let visitCodes = try CodeColumn(from: &reader, count: count, below: visits.count).unpacked
        let contentCodes = try CodeColumn(from: &reader, count: count, below: contents.count).unpacked
        let rows = (0..<count).map { row in
            CodedEvent(
                id: ids[row], visitor: visitors[row], time: Timestamp(milliseconds: times[row].time),
                received: Timestamp(milliseconds: times[row].received), visit: visitCodes[row],
                content: contentCodes[row])
        }
        return EventBatch(rows: rows, visits: visits, contents: contents)
    }

    private static func properties(
        _ reader: inout PackedReader, _ texts: BatchTexts
    ) throws(PackedError) -> [EventProperty] {
        var properties: [EventProperty] = []
        for _ in 0..<(try reader.count(bitsEach: 16)) {
            properties.append(EventProperty(try texts.dimension(&reader), try texts.text(&reader)))
        }
        return properties
    }

    private static func content(
        _ reader: inout PackedReader, _ texts: BatchTexts
    ) throws(PackedError) -> EventContent {
        guard let kind = EventKind(rawValue: try reader.byte()) else { throw .malformed("a kind of event") }
        let name = try texts.text(&reader)
        let properties = try properties(&reader, texts)
        var goals: [String] = []
        for _ in 0..<(try reader.count()) { goals.append(try texts.text(&reader)) }
        let parts = try reader.byte()
        let revenue = parts & 1 == 0 ? nil : try texts.money(&reader)
        let depth = parts & 2 == 0 ? nil : Int(truncatingIfNeeded: try reader.signed())
        let number = parts & 4 == 0 ? nil : try reader.double()
        return EventContent(
            kind: kind, name: name, properties: properties, goals: goals, revenue: revenue, scrollDepth: depth,
            engagement: .milliseconds(try reader.signed()), number: number)
    }
}

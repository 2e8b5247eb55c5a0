import MeshCore

extension VisitSegment {
    /// The segment as a file; see ``SegmentDirectory``. The same visits give the same bytes.
    package var bytes: [UInt8] {
        let columns = columns
        var directory = PackedWriter()
        directory.signed(base.milliseconds)
        directory.signed(end.milliseconds)
        directory.count(visitCount)
        directory.count(eventCount)
        directory.count(columns.count)
        for (column, bytes) in columns {
            directory.text(column.name)
            directory.count(bytes.count)
        }
        var file = PackedWriter()
        file.append(SegmentDirectory.magic)
        file.fixed(UInt32(directory.bytes.count))
        file.append(directory.bytes)
        for (_, bytes) in columns { file.append(bytes) }
        return file.bytes
    }

    private var columns: [(SegmentColumn, [UInt8])] {
        var columns: [(SegmentColumn, [UInt8])] = [
            (.visitors, Self.packed { $0.fixed(contentsOf: visitors) }),
            (.starts, Self.packed { $0.fixed(contentsOf: starts) }),
            (.ends, Self.packed { $0.fixed(contentsOf: ends) }),
            (.firstEvents, Self.packed { $0.fixed(contentsOf: firstEvents) }),
            (.eventCounts, Self.packed { eventCounts.write(to: &$0) }),
            (.pageviewCounts, Self.packed { pageviewCounts.write(to: &$0) }),
            (.times, Self.packed { $0.fixed(contentsOf: times) }), (.kinds, kinds),
            (.goals, Self.packed { goals.write(to: &$0) }),
            (.revenue, Self.packed { Self.write(revenue, to: &$0) }),
            (
                .scrollDepths,
                Self.packed { writer in scrollDepths.write(to: &writer) { $0.byte($1) } }
            ),
            (
                .engagement,
                Self.packed { writer in engagement.write(to: &writer) { $0.number(UInt64($1)) } }
            ),
            (.numbers, Self.packed { writer in numbers.write(to: &writer) { $0.double($1) } }),
        ]
        for (dimension, column) in visitTexts.merging(eventTexts, uniquingKeysWith: { first, _ in first })
            .sorted(by: { $0.key < $1.key })
        {
            columns.append((SegmentColumn(dimension), Self.packed { column.write(to: &$0) }))
        }
        return columns
    }

    private static func packed(_ write: (inout PackedWriter) -> Void) -> [UInt8] {
        var writer = PackedWriter()
        write(&writer)
        return writer.bytes
    }

    private static func write(_ revenue: SparseColumn<Money>, to writer: inout PackedWriter) {
        revenue.write(to: &writer) { writer, money in
            writer.text(money.currency.description)
            writer.signed(money.amount)
        }
    }
}

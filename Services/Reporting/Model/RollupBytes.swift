import ReportAnalysis

/// The groups of one bucket as they are stored.
enum RollupBytes {
    static func write(_ groups: ReportGroups) -> [UInt8] {
        var writer = PackedWriter()
        writer.count(groups.cells.count)
        for (key, cell) in groups.cells.sorted(by: { $0.key < $1.key }) {
            writer.count(key.values.count)
            for value in key.values { writer.text(value) }
            cell.write(to: &writer)
        }
        return writer.bytes
    }

    /// - Throws: `PackedError` when the bytes are none that ``write(_:)`` gives.
    static func read(_ bytes: [UInt8]) throws(PackedError) -> ReportGroups {
        var reader = PackedReader(bytes)
        var groups = ReportGroups()
        for _ in 0..<(try reader.count()) {
            var values: [String] = []
            for _ in 0..<(try reader.count()) { values.append(try reader.text()) }
            groups.merge(try ReportCell(from: &reader), under: GroupKey(values: values))
        }
        return groups
    }
}

package import MeshCore

/// Where in a segment's file each column lies, so that a question reads the columns that it needs and no others.
///
/// A file is: `OVS1`, the directory's length (32 bits), the directory, and the columns behind each other. Numbers are
/// little-endian.
package struct SegmentDirectory: Hashable, Sendable {
    package let base: Timestamp
    package let end: Timestamp
    package let visitCount: Int
    package let eventCount: Int
    /// Where each column lies, counted from the file's begin.
    let columns: [SegmentColumn: Range<Int>]

    /// How many bytes tell how long the directory is.
    package static let prefixByteCount = 8

    /// How many bytes the prefix and the directory are.
    ///
    /// - Parameter prefix: The first ``prefixByteCount`` bytes of a file.
    /// - Throws: ``PackedError`` when they are not those of a segment.
    package static func byteCount(of prefix: ArraySlice<UInt8>) throws(PackedError) -> Int {
        var reader = PackedReader(prefix)
        guard try reader.take(4).elementsEqual(magic) else { throw .malformed("a segment's first bytes") }
        return prefixByteCount + Int(try reader.fixed(UInt32.self))
    }

    /// - Parameter bytes: The begin of a file, as long as ``byteCount(of:)`` says or longer.
    /// - Throws: ``PackedError`` when they are not those of a segment.
    package init(_ bytes: ArraySlice<UInt8>) throws(PackedError) {
        let byteCount = try Self.byteCount(of: bytes)
        guard byteCount <= bytes.count else { throw .endsEarly }
        var reader = PackedReader(bytes.prefix(byteCount).dropFirst(Self.prefixByteCount))
        base = Timestamp(milliseconds: try reader.signed())
        end = Timestamp(milliseconds: try reader.signed())
        let span = base.duration(to: end)
        guard span >= .zero, span <= VisitSegment.greatestSpan else { throw .malformed("a segment's span") }
        visitCount = try Self.rowCount(&reader)
        eventCount = try Self.rowCount(&reader)
        var position = byteCount
        var columns: [SegmentColumn: Range<Int>] = [:]
        for _ in 0..<(try reader.count(bitsEach: 16)) {
            let name = try reader.text()
            let length = try reader.number()
            guard length <= UInt64(Int32.max) else { throw .malformed("a column's length") }
            columns[SegmentColumn(name)] = position..<(position + Int(length))
            position += Int(length)
        }
        self.columns = columns
    }

    private static func rowCount(_ reader: inout PackedReader) throws(PackedError) -> Int {
        let count = try reader.number()
        guard count <= UInt64(Int32.max) else { throw .malformed("a segment's size") }
        return Int(count)
    }

    /// Where the columns lie that a scan needs.
    package func ranges(for scan: ReportScan) -> [Range<Int>] {
        needed(by: scan).compactMap { columns[$0] }
    }

    /// The columns that a scan needs.
    func needed(by scan: ReportScan) -> [SegmentColumn] {
        let dimensions = Set(scan.dimensions).union(scan.filter?.dimensions ?? [])
        let (isInside, asksEvents) = (scan.holds(base...end), dimensions.contains { $0.scope == .event })
        let needs = scan.needs
        var names: [SegmentColumn] = []
        func add(_ columns: SegmentColumn..., when isNeeded: Bool) {
            if isNeeded { names += columns }
        }
        add(.visitors, when: needs.contains(.visitors))
        add(.starts, .ends, when: !isInside || needs.contains(.visits))
        add(
            .firstEvents,
            when: !isInside || asksEvents || !needs.isDisjoint(with: [.revenue, .numbers, .scroll, .engagement]))
        add(.eventCounts, .pageviewCounts, when: !needs.isDisjoint(with: [.events, .visits]))
        add(.times, when: !isInside)
        add(.kinds, when: needs.contains(.events) && (!isInside || asksEvents))
        names += dimensions.sorted().map { $0 == .goal ? .goals : SegmentColumn($0) }
        add(.revenue, when: needs.contains(.revenue))
        add(.numbers, when: needs.contains(.numbers))
        add(.scrollDepths, when: needs.contains(.scroll))
        add(.engagement, when: needs.contains(.engagement))
        return names
    }

    static let magic = Array("OVS1".utf8)
}

package import MeshCore

/// Which pages visitors see one after another.
package struct PathDefinition: Hashable, Sendable {
    /// The page that paths begin at; nil for where visits begin or end.
    package let anchor: String?
    package let direction: Direction
    /// How many pages a path has at most, the anchor among them.
    package let length: Int
    /// When visits have to begin.
    package let range: Range<Timestamp>
    /// Which visits count; it must not depend on single events. Nil for all.
    package let filter: ReportFilter?

    package enum Direction: String, Hashable, Sendable {
        /// From the anchor, or the visit's first page, on.
        case next
        /// From the anchor, or the visit's last page, back.
        case previous
    }

    package static let lengths = 2...20

    /// What is looked at.
    package var columns: JourneyColumns {
        JourneyColumns(owners: false, visits: true, kinds: true, dimensions: (filter?.dimensions ?? []).union([.page]))
    }

    /// What is looked at in some time.
    func columns(in moments: ClosedRange<Timestamp>) -> JourneyColumns {
        var columns = columns
        columns.visits = !holds(moments)
        return columns
    }

    /// Whether all visits that begin and end in some time begin in the range.
    func holds(_ moments: ClosedRange<Timestamp>) -> Bool {
        range.lowerBound <= moments.lowerBound && moments.upperBound < range.upperBound
    }

    /// Takes a definition; nil with a length or a filter that is out of bounds.
    package init?(
        anchor: String? = nil, direction: Direction = .next, length: Int, range: Range<Timestamp>,
        filter: ReportFilter? = nil
    ) {
        guard Self.lengths.contains(length), !(filter?.dependsOnEvent ?? false) else { return nil }
        self.anchor = anchor
        self.direction = direction
        self.length = length
        self.range = range
        self.filter = filter
    }
}

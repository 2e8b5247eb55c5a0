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
        JourneyColumns(visits: true, kinds: true, dimensions: (filter?.dimensions ?? []).union([.page]))
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

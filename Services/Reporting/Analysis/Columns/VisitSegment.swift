package import MeshCore

/// Visits of one site that began within some hours, column by column: what reports scan.
///
/// Visits lie in the order of their visitors, so that different visitors are counted by comparing neighbours; a visit's
/// events lie together in the order of time. What a visit has is stored once and not with each of its events. It never
/// changes.
package struct VisitSegment: Hashable, Sendable {
    /// The first event; all other times are counted from here.
    package let base: Timestamp
    /// The last event.
    package let end: Timestamp

    package let visitCount: Int
    package let eventCount: Int

    // Of a segment that is read for a scan, columns that the scan does not need are empty.

    /// Ascending, one a visit.
    let visitors: [UInt64]
    /// Milliseconds after ``base``, one a visit.
    let starts: [UInt32]
    /// The last event of each visit, in milliseconds after ``base``.
    let ends: [UInt32]
    /// Where each visit's events begin; one more than visits.
    let firstEvents: [UInt32]
    /// Pageviews and actions of each visit.
    let eventCounts: CodeColumn
    let pageviewCounts: CodeColumn
    let visitTexts: [Dimension: TextColumn]

    /// Milliseconds after ``base``, one an event.
    let times: [UInt32]
    /// ``EventKind`` of each event.
    let kinds: [UInt8]
    let eventTexts: [Dimension: TextColumn]
    let goals: GoalColumn
    let revenue: SparseColumn<Money>
    /// Percent.
    let scrollDepths: SparseColumn<UInt8>
    /// Milliseconds.
    let engagement: SparseColumn<UInt32>
    let numbers: SparseColumn<Double>

    /// The texts of a dimension; nil when no row has one.
    func column(of dimension: Dimension) -> TextColumn? {
        switch dimension.scope {
        case .visit: visitTexts[dimension]
        case .event: eventTexts[dimension]
        }
    }
}

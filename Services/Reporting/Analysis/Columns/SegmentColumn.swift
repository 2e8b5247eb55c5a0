/// The name under which a segment keeps a column.
struct SegmentColumn: Hashable, Sendable {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    init(_ dimension: Dimension) {
        name = dimension.name
    }

    static let visitors = SegmentColumn("#visitors")
    static let starts = SegmentColumn("#starts")
    static let ends = SegmentColumn("#ends")
    static let firstEvents = SegmentColumn("#first_events")
    static let eventCounts = SegmentColumn("#event_counts")
    static let pageviewCounts = SegmentColumn("#pageview_counts")
    static let times = SegmentColumn("#times")
    static let kinds = SegmentColumn("#kinds")
    static let goals = SegmentColumn("#goals")
    static let revenue = SegmentColumn("#revenue")
    static let scrollDepths = SegmentColumn("#scroll_depths")
    static let engagement = SegmentColumn("#engagement")
    static let numbers = SegmentColumn("#numbers")
}

import MeshCore
import ReportAnalysis
import ReportIntake

/// A site's reports at one moment: what is in columns on disk, and the visits since then.
struct SiteView: Sendable {
    let generation: GenerationRecord
    /// The zone of the site's days.
    let zone: String
    let calendar: SiteCalendar
    let segments: [SegmentRecord]
    /// The visits that are not in columns on disk.
    let live: [VisitSegment]
    /// Up to when all that was taken in is counted.
    let watermark: Timestamp

    /// Up to when sums are added up; nil when none are.
    var rolled: Timestamp? { generation.rolledThrough.map { Timestamp(startOfDay: $0 + 1) } }

    /// The files that hold events of a time.
    func segments(in range: Range<Timestamp>) -> [SegmentRecord] {
        segments.filter { $0.moments.upperBound >= range.lowerBound && $0.moments.lowerBound < range.upperBound }
    }
}

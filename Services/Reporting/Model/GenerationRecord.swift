import MeshCore
import ReportIntake

/// One making of a site's reports: all of its events, by one version of the rules at first, and by the live one from then on.
struct GenerationRecord: Hashable, Sendable {
    enum State: Int, Hashable, Sendable {
        /// Is made beside the one that is served.
        case building = 0
        /// Is served.
        case live = 1
        /// Was served; goes when nobody can be reading it any more.
        case retired = 2
    }

    let id: Int64
    let site: String
    /// By which new events are processed.
    let version: Int64
    /// By which those were processed that were there when it was begun, and by which its visits end.
    let madeWith: Int64
    let state: State
    let terms: VisitTerms
    let createdAt: Timestamp
    /// Of the first event, counted from 1970-01-01.
    let firstDay: Int?
    let events: Int64
    let late: Int64
    /// Days up to this are laid out in columns.
    let sealedThrough: Int?
    /// Sums of days up to this are added up.
    let rolledThrough: Int?
    /// Sums of weeks are gathered up to this; nil when none are.
    let gathered: Timestamp?
}

import MeshCore
import ReportingAPI

/// One time of a schedule that has come, with the files that are to go somewhere.
struct RunRecord: Identified, Sendable {
    /// Of runs that somebody asked for, beside those that the orchestrator fired.
    static let idPrefix = "run"

    let schedule: String
    let firing: String
    let scheduledAt: Timestamp
    /// Of the schedule, for the dates in names of files.
    let timeZone: String
    let report: String
    let snapshot: Int64?
    /// How often the snapshot was tried in vain.
    let attempts: Int
    let files: [FileRecord]
}

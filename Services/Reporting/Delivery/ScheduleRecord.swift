import MeshCore
import ReportingAPI

/// A schedule as it is stored.
struct ScheduleRecord: Identified, Hashable, Sendable {
    static let idPrefix = "rsc"

    /// Whether the orchestrator has it as it stands.
    enum State: String, Sendable {
        case pending, active, refused
        /// It is gone for everybody but the orchestrator.
        case deleting
    }

    /// Its name at the orchestrator, never given to another one: what is deleted and made anew hears of no firing of old.
    let id: String
    let report: String
    let name: String
    let definition: PutReportSchedule
    /// Grows with each change, so that nobody takes an old definition's answer for the new one's.
    let revision: Int64
    let state: State
    let problem: String?
    let createdAt: Timestamp
    let updatedAt: Timestamp

    static func == (left: ScheduleRecord, right: ScheduleRecord) -> Bool {
        left.id == right.id && left.revision == right.revision && left.state == right.state
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(revision)
    }

    /// As the API shows it.
    var message: ReportSchedule {
        ReportSchedule(
            name: name, report: report, expression: definition.expression, timeZone: timeZone,
            formats: definition.formats, destinations: definition.destinations, enabled: definition.enabled ?? true,
            state: ReportSchedule.State(rawValue: state.rawValue) ?? .pending, problem: problem, createdAt: createdAt,
            updatedAt: updatedAt)
    }

    var timeZone: String { definition.timeZone ?? "UTC" }
}

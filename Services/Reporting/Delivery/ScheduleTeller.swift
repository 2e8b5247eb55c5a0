import Logging
import MeshCore
import MeshTransport
import OrchestratorAPI
import ReportingAPI

/// Tells the orchestrator of schedules, so that it calls when their times have come.
struct ScheduleTeller: Sendable {
    let orchestrator: OrchestratorClient
    let logger: Logger

    /// The orchestrator's group of our schedules.
    static let group = "reports"
    /// Somebody waits for the answer to a request.
    private static let patience: Duration = .seconds(5)

    enum Answer: Hashable, Sendable {
        case kept
        /// In the orchestrator's words.
        case refused(String)
        /// It is to be asked again.
        case unreachable
    }

    /// Brings the orchestrator to where a schedule stands.
    ///
    /// - Throws: `CancellationError`.
    func tell(_ schedule: ScheduleRecord) async throws -> Answer {
        let deadline = Deadline(after: Self.patience, from: .now())
        do {
            guard schedule.state != .deleting else {
                try await orchestrator.deleteSchedule(schedule.id, group: Self.group, deadline: deadline)
                return .kept
            }
            switch try await orchestrator.put(Self.message(schedule), deadline: deadline) {
            case .kept: return .kept
            case .refused(let words): return .refused(words)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            logger.warning(
                "Failed to tell the orchestrator of a schedule",
                metadata: ["schedule.id": "\(schedule.id)", "error": "\(error)"])
            return .unreachable
        }
    }

    private static func message(_ schedule: ScheduleRecord) -> MeshSchedule {
        MeshSchedule(
            group: group, name: schedule.id, expression: schedule.definition.expression, timeZone: schedule.timeZone,
            isEnabled: schedule.definition.enabled ?? true,
            description: "The saved report \(schedule.report), \(schedule.name)", service: "reporting",
            path: "/internal/deliveries/\(schedule.id)",
            body: ["firing": "<aws.scheduler.execution-id>", "scheduledAt": "<aws.scheduler.scheduled-time>"])
    }
}

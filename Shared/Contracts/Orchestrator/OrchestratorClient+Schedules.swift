import HTTPTypes
package import MeshCore
import MeshTransport

extension OrchestratorClient {
    /// Makes a schedule, or puts it in the place of the one that had its name, by EventBridge Scheduler's API.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`: nobody knows whether it stands.
    package func put(_ schedule: MeshSchedule, deadline: Deadline? = nil) async throws -> ScheduleOutcome {
        let path = "/aws/schedules/\(PercentEncoding.encode(schedule.name))"
        let statuses: [HTTPResponse.Status] = [.badRequest, .notFound, .conflict]
        let updated = try await client.call(
            .put, path, json: schedule.document, accepting: statuses, deadline: deadline)
        guard updated.status == .notFound else { return try Self.outcome(updated) }
        // There is none of this name, or no such group.
        _ = try await client.call(
            .post, "/aws/schedule-groups/\(PercentEncoding.encode(schedule.group))", json: [:] as JSONValue,
            accepting: [.conflict], deadline: deadline)
        let created = try await client.call(
            .post, path, json: schedule.document, accepting: statuses, deadline: deadline)
        return try Self.outcome(created)
    }

    /// Removes a schedule; one that is gone already is no failure.
    ///
    /// - Throws: `ServiceRefusal`; `ExchangeFailure`.
    package func deleteSchedule(_ name: String, group: String, deadline: Deadline? = nil) async throws {
        let path = "/aws/schedules/\(PercentEncoding.encode(name))?groupName=\(PercentEncoding.encode(group))"
        _ = try await client.call(.delete, path, accepting: [.notFound], deadline: deadline)
    }

    private static func outcome(_ answer: ServiceAnswer) throws -> ScheduleOutcome {
        switch answer.status {
        case .badRequest:
            .refused(try answer.decode(JSONValue.self)["message"]?.stringValue ?? "It has no meaning.")
        // Somebody else changes the same schedule: what holds is known when it is asked for again.
        case .conflict, .notFound:
            throw ServiceRefusal(service: "orchestrator", status: Int(answer.status.code), problem: nil)
        default: .kept
        }
    }
}

import FoundationEssentials
import HTTPTypes
import MeshCore

/// Brings the schedules of workflows into the mesh, through the API of EventBridge Scheduler.
struct WorkflowScheduleDesk: Sendable {
    let client: AWSClient

    /// What a schedule's file may not say: its target is the workflow.
    private static let target = "Target"

    /// Makes the schedule of a workflow what its file says. One that was disabled stays so.
    ///
    /// - Parameters:
    ///   - file: A request of CreateSchedule without its target; `Input` is what the workflow is started with.
    ///   - name: The workflow's, and the schedule's.
    ///   - machine: The workflow's ARN.
    /// - Throws: ``CommandFailure`` when the file cannot be read; ``AWSRefusal``.
    func deploy(_ file: String, name: String, machine: String) async throws -> FunctionDesk.Change {
        guard let data = FileManager.default.contents(atPath: file),
            var wanted = try JSONValue(parsing: data).objectValue
        else { throw CommandFailure.failed("\(file) should be a JSON object") }
        let input = wanted["Input"] ?? [:]
        wanted["Input"] = nil
        wanted[Self.target] = [
            "Arn": .string(machine), "RoleArn": .string(FunctionFolder.role), "Input": .string(input.description),
        ]
        let path = "/schedules/\(name)"
        let known: JSONValue
        do {
            known = try await client.schedules(.get, path)
        } catch let refusal as AWSRefusal where refusal.type == "ResourceNotFoundException" {
            _ = try await client.schedules(.post, path, wanted)
            return .created
        }
        let isSame = wanted.allSatisfy { member, value in
            guard member == Self.target else { return known[member] == value }
            return known[member]?["Arn"] == value["Arn"] && known[member]?["Input"] == value["Input"]
        }
        guard !isSame else { return .unchanged }
        wanted["State"] = known["State"]
        _ = try await client.schedules(.put, path, wanted)
        return .updated
    }
}

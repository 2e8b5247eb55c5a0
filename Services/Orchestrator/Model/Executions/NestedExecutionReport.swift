import MeshCore
import StatesLanguage

/// What the task that started an execution and waits for its end is told of it, as `DescribeExecution` would tell it.
struct NestedExecutionReport: Sendable {
    let record: ExecutionRecord
    let arn: String
    let ending: ExecutionEnding
    let machineARN: String

    /// What the start was answered with.
    static func started(arn: String, at startedAt: Timestamp) -> JSONObject {
        ["ExecutionArn": .string(arn), "StartDate": .int(startedAt.milliseconds)]
    }

    /// - Parameter isJSON: Whether input and output stand in it as JSON and not as text (`.sync:2`).
    func description(isJSON: Bool) -> JSONValue {
        var object: JSONObject = [
            "ExecutionArn": .string(arn), "Input": Self.value(record.input, isJSON: isJSON),
            "InputDetails": ["Included": true], "Name": .string(record.name),
        ]
        object["Output"] = ending.output.map { Self.value($0, isJSON: isJSON) }
        if ending.output != nil { object["OutputDetails"] = ["Included": true] }
        object["Error"] = ending.error.map(JSONValue.string)
        object["Cause"] = ending.cause.map(JSONValue.string)
        object["RedriveCount"] = .int(record.redriveCount)
        object["RedriveStatus"] = ending.status == .succeeded ? "NOT_REDRIVABLE" : "REDRIVABLE"
        if ending.status == .succeeded {
            object["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
        }
        object["StartDate"] = .int(record.startedAt.milliseconds)
        object["StateMachineArn"] = .string(machineARN)
        object["Status"] = .string(ending.status.text)
        object["StopDate"] = .int(ending.stoppedAt.milliseconds)
        return .object(object)
    }

    /// The message to the task.
    ///
    /// - Parameter isJSON: As for ``description(isJSON:)``.
    func message(to task: Int64, isJSON: Bool) -> ExecutionMessage {
        let description = description(isJSON: isJSON).description
        let submitted = JSONValue.object(Self.started(arn: arn, at: record.startedAt)).description
        guard ending.status == .succeeded else {
            return .jobEnded(
                task, submitted: submitted, output: nil, error: "States.TaskFailed", cause: description)
        }
        return .jobEnded(task, submitted: submitted, output: description, error: nil, cause: nil)
    }

    private static func value(_ text: String, isJSON: Bool) -> JSONValue {
        guard isJSON else { return .string(text) }
        // What an execution took and gave is JSON; what is not would have been refused before.
        return (try? JSONValue(parsing: text, limits: JSONLimits(depth: 512, byteCount: 1 << 30))) ?? .string(text)
    }
}

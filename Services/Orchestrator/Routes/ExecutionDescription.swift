import MeshCore
import MeshRuntime

/// Executions as answers describe them.
struct ExecutionDescription {
    let scope: ARNScope
    let included: IncludedData

    /// An execution as `DescribeExecution` tells of it.
    func json(_ record: ExecutionRecord, _ mapRun: MapRunRecord?, at now: Timestamp) -> JSONValue {
        var answer = place(record)
        answer["startDate"] = .epochSeconds(record.startedAt)
        answer["stopDate"] = record.stoppedAt.map(JSONValue.epochSeconds)
        data(record.input, record.output, into: &answer)
        answer["traceHeader"] = record.traceHeader.map(JSONValue.string)
        answer["mapRunArn"] = mapRun.map { .string(scope.text($0.resource)) }
        answer["error"] = record.error.map(JSONValue.string)
        answer["cause"] = record.cause.map(JSONValue.string)
        answer["redriveCount"] = .int(record.redriveCount)
        answer["redriveDate"] = record.redrivenAt.map(JSONValue.epochSeconds)
        let redrivability = Redrivability(record, at: now)
        answer["redriveStatus"] = .string(redrivability.status)
        answer["redriveStatusReason"] = redrivability.reason.map(JSONValue.string)
        return .object(answer)
    }

    /// An execution as lists tell of it.
    func entry(_ record: ExecutionRecord, mapRunARN: String?) -> JSONValue {
        var answer = place(record)
        answer["startDate"] = .epochSeconds(record.startedAt)
        answer["stopDate"] = record.stoppedAt.map(JSONValue.epochSeconds)
        answer["mapRunArn"] = mapRunARN.map(JSONValue.string)
        answer["itemCount"] = record.item.map { .int($0.count) }
        if record.redriveCount > 0 {
            answer["redriveCount"] = .int(record.redriveCount)
            answer["redriveDate"] = record.redrivenAt.map(JSONValue.epochSeconds)
        }
        return .object(answer)
    }

    /// An express execution as its caller gets it at its end.
    func sync(_ record: ExecutionRecord, _ ending: ExecutionEnding) -> JSONValue {
        let milliseconds = max(0, ending.stoppedAt.milliseconds - record.startedAt.milliseconds)
        var answer: JSONObject = [
            "executionArn": .string(scope.text(record.resource)),
            "stateMachineArn": .string(scope.text(.stateMachine(record.machineName))), "name": .string(record.name),
            "startDate": .epochSeconds(record.startedAt), "stopDate": .epochSeconds(ending.stoppedAt),
            "status": .string(ending.status == .aborted ? "FAILED" : ending.status.text),
            // Time is billed in steps of 100 ms, memory in steps of 64 MB.
            "billingDetails": [
                "billedMemoryUsedInMB": 64,
                "billedDurationInMilliseconds": .int(max(1, (milliseconds + 99) / 100) * 100),
            ],
        ]
        answer["error"] = ending.error.map(JSONValue.string)
        answer["cause"] = ending.cause.map(JSONValue.string)
        answer["traceHeader"] = record.traceHeader.map(JSONValue.string)
        data(record.input, ending.output, into: &answer)
        return .object(answer)
    }

    private func place(_ record: ExecutionRecord) -> JSONObject {
        var answer: JSONObject = [
            "executionArn": .string(scope.text(record.resource)),
            "stateMachineArn": .string(scope.text(.stateMachine(record.machineName))),
            "name": .string(record.name), "status": .string(record.status.text),
        ]
        answer["stateMachineVersionArn"] = record.version.map {
            .string(scope.text(.version(machine: record.machineName, number: $0)))
        }
        answer["stateMachineAliasArn"] = record.alias.map {
            .string(scope.text(.alias(machine: record.machineName, name: $0)))
        }
        return answer
    }

    private func data(_ input: String, _ output: String?, into answer: inout JSONObject) {
        guard included == .all else { return }
        answer["input"] = .string(input)
        answer["inputDetails"] = ["included": true]
        guard let output else { return }
        answer["output"] = .string(output)
        answer["outputDetails"] = ["included": true]
    }
}

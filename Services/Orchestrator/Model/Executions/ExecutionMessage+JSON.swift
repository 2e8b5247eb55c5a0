import MeshCore

extension ExecutionMessage {
    /// The message as the store keeps it: its kind, and what belongs to it.
    var json: JSONValue {
        switch self {
        case .taskStarted(let task, let worker): ["started", .int(task), Self.value(worker)]
        case .taskSucceeded(let task, let output): ["succeeded", .int(task), .string(output)]
        case .taskFailed(let task, let error, let cause): ["failed", .int(task), Self.value(error), Self.value(cause)]
        case .taskHeartbeat(let task): ["heartbeat", .int(task)]
        case .jobEnded(let task, let submitted, let output, let error, let cause):
            ["job", .int(task), .string(submitted), Self.value(output), Self.value(error), Self.value(cause)]
        case .stop(let error, let cause): ["stop", Self.value(error), Self.value(cause)]
        case .redrive(let token): ["redrive", Self.value(token)]
        case .mapRunChanged(let mapRun, let concurrency, let count, let percentage):
            [
                "mapRun", .int(mapRun), concurrency.map(JSONValue.int) ?? .null, count.map(JSONValue.int) ?? .null,
                percentage.map(JSONValue.double) ?? .null,
            ]
        }
    }

    /// - Throws: ``OrchestratorError/damagedRow(_:)``.
    init(json: JSONValue) throws {
        let number = json[1]?.intValue
        switch (json[0]?.stringValue, number) {
        case ("started", let task?): self = .taskStarted(task, worker: json[2]?.stringValue)
        case ("succeeded", let task?): self = .taskSucceeded(task, output: json[2]?.stringValue ?? "null")
        case ("failed", let task?):
            self = .taskFailed(task, error: json[2]?.stringValue, cause: json[3]?.stringValue)
        case ("heartbeat", let task?): self = .taskHeartbeat(task)
        case ("job", let task?):
            self = .jobEnded(
                task, submitted: json[2]?.stringValue ?? "{}", output: json[3]?.stringValue,
                error: json[4]?.stringValue, cause: json[5]?.stringValue)
        case ("stop", _): self = .stop(error: json[1]?.stringValue, cause: json[2]?.stringValue)
        case ("redrive", _): self = .redrive(token: json[1]?.stringValue)
        case ("mapRun", let mapRun?):
            self = .mapRunChanged(
                mapRun: mapRun, maxConcurrency: json[2]?.intValue, toleratedCount: json[3]?.intValue,
                toleratedPercentage: json[4]?.doubleValue)
        case (_, _): throw OrchestratorError.damagedRow("a message to an execution")
        }
    }

    private static func value(_ text: String?) -> JSONValue {
        text.map(JSONValue.string) ?? .null
    }
}

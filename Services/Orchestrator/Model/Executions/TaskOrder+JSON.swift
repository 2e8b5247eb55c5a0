import MeshCore
import StatesLanguage

extension TaskOrder {
    /// The order as the store keeps it.
    var json: JSONValue {
        var object: JSONObject = [
            "id": .int(id.number), "state": .string(stateName), "resource": .string(resource.arn),
            "arguments": .string(arguments.text), "retries": .int(Int64(retryCount)),
            "path": .array(path.map(JSONValue.string)), "key": .string(idempotencyToken),
        ]
        object["credentials"] = credentials
        object["timesOut"] = timesOut.map { .int($0.milliseconds) }
        object["heartbeat"] = heartbeat.map { .int($0.wholeMilliseconds) }
        object["token"] = taskToken.map(JSONValue.string)
        return .object(object)
    }

    /// - Throws: ``OrchestratorError/damagedRow(_:)``; `JSONParseError`.
    init(json: JSONValue) throws {
        guard let id = json["id"]?.intValue, let state = json["state"]?.stringValue,
            let arn = json["resource"]?.stringValue, let resource = TaskResource(arn: arn),
            let arguments = json["arguments"]?.stringValue, let key = json["key"]?.stringValue
        else { throw OrchestratorError.damagedRow("an order of a task") }
        self.init(
            id: TaskID(id), stateName: state, resource: resource, arguments: try Payload(parsing: arguments),
            credentials: json["credentials"],
            timesOut: json["timesOut"]?.intValue.map(Timestamp.init(milliseconds:)),
            heartbeat: json["heartbeat"]?.intValue.map { .milliseconds($0) },
            retryCount: Int(json["retries"]?.intValue ?? 0),
            path: (json["path"]?.arrayValue ?? []).compactMap(\.stringValue), idempotencyToken: key,
            taskToken: json["token"]?.stringValue)
    }
}

import MeshCore

/// How an item of a map run ended, as result files tell it.
struct MapItemResult: Hashable, Sendable {
    let index: Int64
    let status: MapItemStatus
    let input: String
    let output: String?
    let error: String?
    let cause: String?

    var hasFailed: Bool {
        switch status {
        case .failed, .timedOut, .aborted: true
        case .pending, .running, .succeeded: false
        }
    }

    var json: JSONValue {
        var object: JSONObject = ["Index": .int(index), "Input": .string(input)]
        object["Output"] = output.map(JSONValue.string)
        object["Error"] = error.map(JSONValue.string)
        object["Cause"] = cause.map(JSONValue.string)
        object["Status"] = .string(hasFailed ? "FAILED" : status == .succeeded ? "SUCCEEDED" : "PENDING")
        return .object(object)
    }
}

import MeshCore

/// An event of an execution's history as the API tells it.
struct RunEvent: Sendable, Equatable {
    let id: Int
    /// The event that it follows from; 0 at the start.
    let previous: Int
    let time: Timestamp
    /// Such as `TaskStateEntered`.
    let type: String
    /// The members of its details, whatever kind they are.
    let details: JSONObject

    init(id: Int, previous: Int, time: Timestamp, type: String, details: JSONObject = [:]) {
        self.id = id
        self.previous = previous
        self.time = time
        self.type = type
        self.details = details
    }

    /// Takes an event out of an answer; nil when it is none.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.intValue, let type = json["type"]?.stringValue,
            let seconds = json["timestamp"]?.doubleValue
        else { return nil }
        let details = (json.objectValue ?? [:]).first { $0.name.hasSuffix("EventDetails") }
        self.init(
            id: Int(id), previous: Int(json["previousEventId"]?.intValue ?? 0),
            time: Timestamp(milliseconds: Int64((seconds * 1000).rounded())), type: type,
            details: details?.value.objectValue ?? [:])
    }

    /// The name of a state, a map or an iteration in its details.
    var name: String? { details["name"]?.stringValue }
    var error: String? { details["error"]?.stringValue }
    var cause: String? { details["cause"]?.stringValue }
}

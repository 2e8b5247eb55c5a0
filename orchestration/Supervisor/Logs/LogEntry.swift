import Logging
import MeshCore
import MeshRuntime

/// One line of an instance's log.
struct LogEntry: Sendable, Equatable {
    /// Who wrote it: an instance, or the supervisor.
    let source: String
    /// When it was written: as it says itself, or as nearly as its neighbours tell.
    let time: Timestamp
    let line: String
    /// What the line holds; nil when it is no JSON, as the last words of a process that crashes.
    let members: JSONObject?

    /// The names that have a place of their own in a line for people.
    private static let placed: Set = ["time", "level", "logger", "message", sourceName, "service.version"]
    private static let sourceName = "service.instance"

    /// The line as one of JSON, which always says its time, its source and its message.
    var json: String {
        if let members, members[Self.sourceName] != nil { return line }
        var object = members ?? ["time": .string(time.description), "message": .string(line)]
        object[Self.sourceName] = .string(source)
        return JSONValue.object(object).description
    }

    /// The line for people.
    ///
    /// - Parameter width: What sources are padded to.
    func text(_ style: HumanLogLine.Style, sourceWidth width: Int) -> String {
        let fields = members?.filter { !Self.placed.contains($0.name) } ?? []
        return HumanLogLine(
            time: time, source: source + String(repeating: " ", count: max(0, width - source.count)),
            level: members?["level"]?.stringValue.flatMap(Logger.Level.init(rawValue:)),
            message: members?["message"]?.stringValue ?? line,
            fields: fields.map { (name: $0.name, value: $0.value.stringValue ?? $0.value.description) }
        ).text(style)
    }
}

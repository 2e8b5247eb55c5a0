import Logging
import MeshCore

/// One event as a line of text: for people, or as JSON. No formatter and no locale takes part.
enum LogLine {
    /// Names that a metadata key of an event does not take over.
    private static let reserved: Set<String> = ["time", "level", "logger", "message"]

    /// A JSON object and a line feed.
    static func json(_ event: LogEvent, label: String, metadata: Logger.Metadata, at time: Timestamp) -> [UInt8] {
        var object: JSONObject = [
            "time": .string(time.description), "level": .string(event.level.rawValue), "logger": .string(label),
            "message": .string(event.message.description),
        ]
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            object[reserved.contains(key) ? "metadata.\(key)" : key] = json(value)
        }
        if let error = event.error { object["error"] = .string(String(reflecting: error)) }
        return JSONValue.object(object).utf8 + [UInt8(ascii: "\n")]
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .string(let text): .string(text)
        case .stringConvertible(let value):
            switch value {
            case let value as any FixedWidthInteger:
                Int64(exactly: value).map { .int($0) } ?? .string(value.description)
            case let value as Double where value.isFinite: .double(value)
            case let value as Bool: .bool(value)
            default: .string(value.description)
            }
        case .array(let values): .array(values.map(json))
        case .dictionary(let values):
            .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }))
        }
    }

    /// A ``HumanLogLine`` for a terminal, and a line feed.
    static func human(_ event: LogEvent, label: String, metadata: Logger.Metadata, at time: Timestamp) -> [UInt8] {
        var fields = metadata.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.description) }
        if let error = event.error { fields.append((name: "error", value: String(reflecting: error))) }
        let line = HumanLogLine(
            time: time, level: event.level, message: event.message.description, fields: fields)
        return Array(line.text(.coloured).utf8) + [UInt8(ascii: "\n")]
    }
}

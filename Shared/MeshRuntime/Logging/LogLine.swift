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

    /// `01:02:03.004 WARNING Ejected instance instance.id=catalog-2`, with a colour for what is wrong.
    static func human(_ event: LogEvent, label: String, metadata: Logger.Metadata, at time: Timestamp) -> [UInt8] {
        // The time of day stands between T and Z of RFC 3339.
        let clock = time.description.drop { $0 != "T" }.dropFirst().dropLast()
        var line = "\(clock) \(colour(event.level))\(name(event.level))\u{1B}[0m \(clean(event.message.description))"
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line += " \u{1B}[2m\(key)=\u{1B}[0m\(clean(value.description))"
        }
        if let error = event.error { line += " error=\(clean(String(reflecting: error)))" }
        line += "\n"
        return Array(line.utf8)
    }

    private static func name(_ level: Logger.Level) -> String {
        let name = level.rawValue.uppercased()
        return name + String(repeating: " ", count: 8 - name.count)
    }

    private static func colour(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "\u{1B}[2m"
        case .info: "\u{1B}[32m"
        case .notice: "\u{1B}[36m"
        case .warning: "\u{1B}[33m"
        case .error, .critical: "\u{1B}[31m"
        }
    }

    /// Text without control characters, so that nobody writes lines into our log by what they send.
    private static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}

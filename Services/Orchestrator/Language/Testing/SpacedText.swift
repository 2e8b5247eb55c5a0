import MeshCore

/// JSON with a space behind each comma and colon, as TestState shows what it has worked out.
enum SpacedText {
    static func of(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool, .int, .double, .string: return value.description
        case .array(let elements): return "[" + elements.map(of).joined(separator: ", ") + "]"
        case .object(let object):
            let members = object.map { "\(JSONValue.string($0.name)): \(of($0.value))" }
            return "{" + members.joined(separator: ", ") + "}"
        }
    }
}

import MeshCore

/// The names of members as tasks write them: `TaskToken` for what is `taskToken` on the wire.
enum SDKNames {
    /// Members of a task's arguments as they are on the wire.
    static func wire(_ value: JSONValue) -> JSONValue { renamed(value) { $0.lowercased() } }

    /// Members of an answer as a task's result has them.
    static func task(_ value: JSONValue) -> JSONValue { renamed(value) { $0.uppercased() } }

    private static func renamed(_ value: JSONValue, _ change: (String) -> String) -> JSONValue {
        switch value {
        case .object(let object):
            .object(
                JSONObject(
                    object.map { (change(String($0.name.prefix(1))) + $0.name.dropFirst(), renamed($0.value, change)) })
            )
        case .array(let elements): .array(elements.map { renamed($0, change) })
        case .null, .bool, .int, .double, .string: value
        }
    }
}

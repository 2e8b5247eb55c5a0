import MeshCore

/// The names of members as tasks write them: `TaskToken` for what is `taskToken` on the wire.
enum SDKNames {
    /// Members of a task's arguments as they are on the wire.
    static func wire(_ value: JSONValue) -> JSONValue { renamed(value) { $0.lowercased() } }

    /// Members of an answer as a task's result has them: moments are texts there.
    static func task(_ value: JSONValue) -> JSONValue { dated(renamed(value) { $0.uppercased() }) }

    private static func dated(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            .object(
                JSONObject(
                    object.map { name, value in
                        guard name.hasSuffix("Date") || name == "Timestamp", let seconds = value.doubleValue else {
                            return (name, dated(value))
                        }
                        return (name, .string("\(Timestamp(milliseconds: Int64((seconds * 1000).rounded())))"))
                    }))
        case .array(let elements): .array(elements.map(dated))
        case .null, .bool, .int, .double, .string: value
        }
    }

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

import MeshCore

/// JSON whose objects have their members in the order of their names' bytes.
enum CanonicalOrder {
    static func of(_ value: JSONValue) -> JSONValue {
        switch value {
        case .null, .bool, .int, .double, .string: return value
        case .array(let elements): return .array(elements.map(of))
        case .object(let object):
            let members = object.map { ($0.name, of($0.value)) }
            return .object(JSONObject(members.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }))
        }
    }
}

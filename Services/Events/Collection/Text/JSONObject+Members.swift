import MeshCore

extension JSONObject {
    /// Sets a text, or leaves the member out.
    mutating func set(_ name: String, _ text: String?) {
        guard let text else { return }
        self[name] = .string(text)
    }

    /// Sets a value, or leaves the member out.
    mutating func set(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        self[name] = value
    }

    /// Sets a value, or leaves the member out when the value says nothing.
    mutating func set(_ name: String, _ value: @autoclosure () -> JSONValue, unless isEmpty: Bool) {
        if !isEmpty { self[name] = value() }
    }
}

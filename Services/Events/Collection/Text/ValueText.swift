import MeshCore

/// The text of a value that trackers write as a text or as a number.
struct ValueText {
    let text: String

    /// Takes a text that is not empty, or a number; nil for all else.
    init?(_ value: JSONValue) {
        switch value {
        case .string(let text):
            guard !text.isEmpty else { return nil }
            self.text = text
        case .int, .double: text = value.description
        case .null, .bool, .array, .object: return nil
        }
    }
}

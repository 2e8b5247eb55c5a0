package import MeshCore

/// A JSON value that passes between states, with its text: written once, however often it is recorded and stored.
///
/// What a task answered is handed on as it came, spaces and all, while nothing changes it.
package struct Payload: Sendable {
    package let value: JSONValue
    package let text: String

    package init(_ value: JSONValue) {
        self.value = value
        text = StatesText.json(value)
    }

    /// Takes a value whose text is known.
    package init(_ value: JSONValue, text: String) {
        self.value = value
        self.text = text
    }

    /// Reads a text, which is kept as it is.
    package init(parsing text: String) throws(JSONParseError) {
        value = try JSONValue(parsing: text, limits: Self.limits)
        self.text = text
    }

    /// How long the text is in UTF-8, as payloads are measured.
    package var byteCount: Int { text.utf8.count }
}

extension Payload: Hashable {
    package static func == (left: Payload, right: Payload) -> Bool { left.text == right.text }

    package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

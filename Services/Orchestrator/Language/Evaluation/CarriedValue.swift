import MeshCore

/// A value on its way through a state, with its text as long as nothing has changed it.
struct CarriedValue {
    let value: JSONValue
    private let unchanged: Payload?

    init(_ payload: Payload) {
        value = payload.value
        unchanged = payload
    }

    init(_ value: JSONValue) {
        self.value = value
        unchanged = nil
    }

    /// The text that the value came with, when nothing has changed it.
    var unchangedText: String? { unchanged?.text }

    /// The value with a text: the one it came with, or a new one.
    var payload: Payload { unchanged ?? Payload(value) }
}

/// A key that a client gave to a request, within what it is unique in.
package struct IdempotencyKey: Sendable, Hashable {
    /// Who sent it and to which operation: keys of different callers must never meet.
    package let scope: String
    /// The client's key.
    package let value: String

    /// - Returns: nil unless the key has 1 to 255 visible ASCII characters.
    package init?(scope: String, value: String) {
        guard (1...255).contains(value.utf8.count), value.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            return nil
        }
        self.scope = scope
        self.value = value
    }
}

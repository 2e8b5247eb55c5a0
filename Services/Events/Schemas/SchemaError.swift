/// Why a schema cannot be used.
package struct SchemaError: Error, Hashable, Sendable {
    /// Where: the URI of the schema resource, and a JSON pointer as its fragment.
    package var location: String
    /// What is wrong there, and what would be right.
    package var message: String

    package init(at location: String, _ message: String) {
        self.location = location
        self.message = message
    }
}

extension SchemaError: CustomStringConvertible {
    package var description: String { "\(location): \(message)" }
}

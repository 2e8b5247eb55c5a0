/// A message that says what its JSON looks like, so that the document of an API and the check of a body come from one
/// place.
package protocol Described: SendableMetatype {
    /// The schema of the JSON; a `static let` in most types, so that it is built once.
    static var schema: JSONSchema { get }
}

extension Timestamp: Described {
    package static let schema = JSONSchema.string(format: .dateTime)
}

extension JSONValue: Described {
    package static let schema = JSONSchema.any()
}

extension String: Described {
    package static var schema: JSONSchema { .string() }
}

extension Bool: Described {
    package static var schema: JSONSchema { .boolean() }
}

extension Int: Described {
    package static var schema: JSONSchema { .integer() }
}

extension Double: Described {
    package static var schema: JSONSchema { .number() }
}

extension Array: Described where Element: Described {
    package static var schema: JSONSchema { .array(of: Element.schema) }
}

extension ID: Described {
    package static var schema: JSONSchema { .id(Self.self) }
}

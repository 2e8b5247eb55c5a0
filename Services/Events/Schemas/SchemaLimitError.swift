/// A validation was given up: it can be said neither that the value is valid nor that it is not.
package enum SchemaLimitError: String, Error, Hashable, Sendable {
    case depth =
        "too many schemas apply inside each other: the value is too deep, or the schema refers to itself without end"
    case steps =
        "the validation takes too many steps: the value is too large for this schema, or a pattern is too costly"
}

extension SchemaLimitError: CustomStringConvertible {
    package var description: String { rawValue }
}

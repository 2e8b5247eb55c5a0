import MeshCore

extension ParameterKind {
    /// The JSON Schema of the values, which says no more and no less than what ``read(_:)`` takes.
    var schema: JSONValue {
        switch self {
        case .integer(let range):
            ["type": "integer", "minimum": .int(Int64(range.lowerBound)), "maximum": .int(Int64(range.upperBound))]
        case .string(let length):
            [
                "type": "string", "minLength": .int(Int64(length.lowerBound)),
                "maxLength": .int(Int64(length.upperBound)),
            ]
        case .boolean: ["type": "boolean"]
        case .choice(let words): ["type": "string", "enum": .array(words.map { .string($0) })]
        case .id(let prefix):
            ["type": "string", "pattern": .string("^\(prefix)_[0-7][0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$")]
        case .timestamp: ["type": "string", "format": "date-time"]
        case .list(let element, let count), .repeated(let element, let count):
            [
                "type": "array", "items": element.schema, "minItems": .int(Int64(count.lowerBound)),
                "maxItems": .int(Int64(count.upperBound)),
            ]
        }
    }
}

extension ParameterValue {
    /// The value as JSON, for the default in a schema.
    var json: JSONValue {
        switch self {
        case .integer(let value): .int(Int64(value))
        case .string(let value): .string(value)
        case .boolean(let value): .bool(value)
        case .timestamp(let value): .string(value.description)
        case .list(let values): .array(values.map(\.json))
        }
    }
}

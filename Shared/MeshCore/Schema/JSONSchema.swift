/// What a JSON value looks like: one declaration that prints itself as JSON Schema 2020-12 (the dialect of OpenAPI 3.1)
/// and checks values.
///
/// A schema with a ``name`` is printed once, under the components, and as a reference where it is used.
package struct JSONSchema: Sendable {
    package var kind: Kind
    /// The name under the components (`Product`); nil for a schema that is printed where it stands.
    package var name: String?
    package var description: String?
    /// Whether null is allowed too.
    package var isNullable = false
    /// The values that are allowed, if only some are.
    package var allowed: [JSONValue]?
    package var defaultValue: JSONValue?
    package var examples: [JSONValue] = []
    /// Whether the server sets it and a client need not send it; printed, not checked.
    package var isReadOnly = false
    package var isDeprecated = false

    package init(_ kind: Kind, name: String? = nil, description: String? = nil) {
        self.kind = kind
        self.name = name
        self.description = description
    }

    /// The kinds of JSON and their rules.
    package indirect enum Kind: Sendable {
        case any
        case boolean
        case integer(minimum: Int64?, maximum: Int64?)
        case number(minimum: Double?, maximum: Double?)
        case string(StringRules)
        case array(ArrayRules)
        case object(ObjectRules)
        /// Exactly one of them.
        case oneOf([JSONSchema])
        /// The schema of a type, looked at only when it is needed: for types that contain themselves. The type's schema
        /// must have that name.
        case reference(name: String, type: any Described.Type)
    }

    /// The rules of a string; lengths count Unicode scalars.
    package struct StringRules: Sendable {
        package var minimumLength: Int?
        package var maximumLength: Int?
        package var pattern: TextPattern?
        package var format: JSONFormat?
    }

    /// The rules of an array.
    package struct ArrayRules: Sendable {
        package var items: JSONSchema
        package var minimumCount: Int?
        package var maximumCount: Int?
        package var isUnique = false
    }

    /// The rules of an object.
    package struct ObjectRules: Sendable {
        package var properties: [JSONProperty]
        package var additional: AdditionalProperties
        package var maximumCount: Int?
    }

    /// What members an object may have beyond its properties.
    package enum AdditionalProperties: Sendable {
        case refused
        case allowed
        /// Those that look so, under names that look so; no name is longer than 256 characters.
        case described(JSONSchema, names: JSONSchema = .string())
    }
}

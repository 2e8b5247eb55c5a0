/// A member of an object in a schema.
package struct JSONProperty: Sendable {
    package var name: String
    package var schema: JSONSchema
    package var isRequired: Bool

    package static func required(_ name: String, _ schema: JSONSchema) -> JSONProperty {
        JSONProperty(name: name, schema: schema, isRequired: true)
    }

    package static func optional(_ name: String, _ schema: JSONSchema) -> JSONProperty {
        JSONProperty(name: name, schema: schema, isRequired: false)
    }
}

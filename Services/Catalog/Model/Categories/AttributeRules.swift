import CatalogAPI
import MeshCore

/// What a category and those above it say of their products' attributes.
struct AttributeRules: Equatable, Sendable {
    /// The definitions that hold, each name once.
    let definitions: [AttributeDefinition]

    /// - Parameter levels: The definitions of each level, the topmost first; a lower level's take the place of a higher
    ///   one's of the same name.
    init(levels: [[AttributeDefinition]]) {
        var definitions: [AttributeDefinition] = []
        for definition in levels.joined() {
            if let place = definitions.firstIndex(where: { $0.name == definition.name }) {
                definitions[place] = definition
            } else {
                definitions.append(definition)
            }
        }
        self.definitions = definitions
    }

    /// What is wrong with a product's attributes. What nothing is said of may be anything.
    func errors(in attributes: JSONObject) -> [FieldError] {
        definitions.compactMap { definition in
            guard let value = attributes[definition.name] else {
                return definition.required ? Self.error(definition, "required", "is required in this category") : nil
            }
            return Self.error(in: value, definition)
        }
    }

    /// Refuses attributes that break the rules.
    ///
    /// - Throws: ``CatalogError/invalid(_:)``.
    func require(_ attributes: JSONObject) throws(CatalogError) {
        let errors = errors(in: attributes)
        guard errors.isEmpty else { throw .invalid(errors) }
    }

    private static func error(in value: JSONValue, _ definition: AttributeDefinition) -> FieldError? {
        switch definition.type {
        case .text where value.stringValue == nil: error(definition, "type", "must be a string")
        case .number where value.doubleValue == nil: error(definition, "type", "must be a number")
        case .boolean where value.boolValue == nil: error(definition, "type", "must be a boolean")
        case .choice where !definition.choices.contains(where: { value == .string($0) }):
            error(definition, "not_a_choice", "must be one of \(definition.choices.joined(separator: ", "))")
        case .text, .number, .boolean, .choice: nil
        }
    }

    private static func error(_ definition: AttributeDefinition, _ code: String, _ message: String) -> FieldError {
        FieldError(field: "attributes.\(definition.name)", code: code, message: message)
    }
}

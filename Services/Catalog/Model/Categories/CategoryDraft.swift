import CatalogAPI
import MeshCore

/// What an editor says of a category.
struct CategoryDraft: Equatable, Sendable {
    var title: String
    var position: Int64
    var attributes: [AttributeDefinition]

    /// A category of which nothing but its title is said.
    init(title: String) {
        self.title = title
        position = 0
        attributes = []
    }

    /// Reads a document that fits the schema of ``PutCategory``.
    ///
    /// - Throws: ``CatalogError/invalid(_:)`` with every definition that breaks a rule.
    init(document: JSONValue, path: CategoryPath) throws(CatalogError) {
        title = document["title"]?.stringValue ?? path.standardTitle
        position = document["position"]?.intValue ?? 0
        attributes = document["attributes"]?.arrayValue?.compactMap { AttributeDefinition($0) } ?? []
        let errors = definitionErrors
        guard errors.isEmpty else { throw .invalid(errors) }
    }

    /// What had been said of a category.
    init(_ category: Category) {
        title = category.title
        position = category.position
        attributes = category.attributes
    }

    /// The draft after a merge patch (RFC 7396).
    ///
    /// - Throws: ``CatalogError/invalid(_:)`` when the result breaks a rule.
    func merging(_ patch: JSONValue, path: CategoryPath) throws(CatalogError) -> CategoryDraft {
        let document: JSONValue = [
            "title": .string(title), "position": .int(position), "attributes": .array(attributes.map(\.json)),
        ]
        return try CategoryDraft(document: document.merging(patch: patch), path: path)
    }

    private var definitionErrors: [FieldError] {
        var errors: [FieldError] = []
        var names: Set<String> = []
        for (position, definition) in attributes.enumerated() {
            let field = "attributes[\(position)]"
            if !names.insert(definition.name).inserted {
                errors.append(
                    FieldError(field: "\(field).name", code: "duplicate", message: "must be defined once only"))
            }
            if definition.type == .choice, definition.choices.isEmpty {
                errors.append(
                    FieldError(field: "\(field).choices", code: "required", message: "is required for a choice"))
            }
            if definition.type != .choice, !definition.choices.isEmpty {
                errors.append(
                    FieldError(field: "\(field).choices", code: "not_allowed", message: "is for choices only"))
            }
        }
        return errors
    }
}

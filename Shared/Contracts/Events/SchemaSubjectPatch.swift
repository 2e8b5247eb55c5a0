package import MeshCore

/// Changes what new versions of a type must leave possible: `PATCH /v1/schemas/{type}`. Those that there are stay.
package struct SchemaSubjectPatch: Codable, Sendable, Equatable {
    package var compatibility: SchemaSubject.Compatibility

    package init(compatibility: SchemaSubject.Compatibility) {
        self.compatibility = compatibility
    }
}

extension SchemaSubjectPatch: Described {
    package static let schema = JSONSchema.object(
        "SchemaSubjectPatch", description: "Changes what new versions of a type must leave possible.",
        [.required("compatibility", SchemaSubject.compatibilityField)])
}

package import MeshCore

/// What is wrong with a question, field by field.
package struct QueryError: Error, Hashable, Sendable {
    /// At least one.
    package let errors: [FieldError]
}

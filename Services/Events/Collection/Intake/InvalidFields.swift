package import MeshCore

/// A document that says what cannot be meant.
package struct InvalidFields: Error, Hashable, Sendable {
    /// Each field that is wrong, in the order of the document's description.
    package let errors: [FieldError]

    init(_ errors: [FieldError]) {
        self.errors = errors
    }
}

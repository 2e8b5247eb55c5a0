/// A way in which one schema takes less than another one.
package struct SchemaDifference: Hashable, Sendable {
    /// What has changed.
    package var change: SchemaChange
    /// Where in the reader's schema: a JSON pointer that passes through references.
    package var location: String
    /// What has changed, in words, from the writer's schema to the reader's.
    package var message: String
}

extension SchemaDifference: CustomStringConvertible {
    package var description: String { "\(change.rawValue) at #\(location): \(message)" }
}

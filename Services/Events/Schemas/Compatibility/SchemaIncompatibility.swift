/// A difference between two versions that a level of compatibility forbids.
package struct SchemaIncompatibility: Hashable, Sendable {
    /// Who could not read whom.
    package enum Direction: String, Sendable {
        /// The new version could not read what the earlier one allowed.
        case backward
        /// The earlier version could not read what the new one allows.
        case forward
    }

    /// Which of the earlier versions, by its position.
    package var version: Int
    package var direction: Direction
    package var difference: SchemaDifference
}

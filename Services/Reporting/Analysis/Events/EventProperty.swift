/// A dimension with what an event says of it.
package struct EventProperty: Hashable, Sendable {
    package let dimension: Dimension
    package let text: String

    package init(_ dimension: Dimension, _ text: String) {
        self.dimension = dimension
        self.text = text
    }

    /// Those of some values whose dimensions are of a scope, by dimension.
    static func sorted(_ values: [Dimension: String], of scope: DimensionScope) -> [EventProperty] {
        values.filter { $0.key.scope == scope }.map { EventProperty($0.key, $0.value) }
            .sorted { $0.dimension < $1.dimension }
    }
}

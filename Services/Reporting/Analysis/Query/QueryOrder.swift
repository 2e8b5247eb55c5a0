/// By what, and which way, rows are put in order.
package struct QueryOrder: Hashable, Sendable {
    package let key: Key
    package let direction: Direction

    package enum Key: Hashable, Sendable {
        /// A position in the question's metrics.
        case metric(Int)
        /// A position in the question's dimensions.
        case dimension(Int)
    }

    package enum Direction: String, Hashable, Sendable {
        case ascending = "asc"
        case descending = "desc"
    }
}

/// A question that would have more answers than are given at once.
package struct QueryLimitError: Error, Hashable, Sendable {
    package let limit: Int
}

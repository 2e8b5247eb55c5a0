/// Bytes that are no state of an execution, or of a form that is not known.
package struct StateDecodingError: Error, Hashable, Sendable {
    /// Where reading stopped.
    package let offset: Int
}

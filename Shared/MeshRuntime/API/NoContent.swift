/// The body of an operation that takes none.
package struct NoContent: Sendable {
    package init() {}
}

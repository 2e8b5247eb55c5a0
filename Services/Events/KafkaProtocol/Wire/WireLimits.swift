/// How much a message may hold, whatever its lengths say.
package struct WireLimits: Hashable, Sendable {
    /// The elements of all arrays of one message together. An element is at least a byte on the wire but may take a
    /// hundred in memory; with this bound a message takes what its sender paid for in bytes, and some megabytes.
    package var elements: Int
    /// The tagged fields of one structure.
    package var tags: Int

    package init(elements: Int = 100_000, tags: Int = 64) {
        self.elements = elements
        self.tags = tags
    }
}

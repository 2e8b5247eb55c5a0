/// Bounds of what the parser takes.
package struct JSONLimits: Sendable {
    /// How deep arrays and objects may lie in each other: 64, beyond what any message of ours has, far below what a
    /// stack takes.
    package var depth: Int
    /// How long a text may be, in bytes: 16 MiB; routes limit their bodies to far less before.
    package var byteCount: Int

    package init(depth: Int = 64, byteCount: Int = 16 << 20) {
        self.depth = depth
        self.byteCount = byteCount
    }
}

/// Which process of a pool, counted from 1.
struct SandboxID: Sendable, Hashable {
    let number: Int
}

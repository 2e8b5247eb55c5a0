/// 128 bits in the place of an event's identity or of a record's key, so that a memory of many is small.
///
/// Two runs of the standard library's hash, whose seed nobody outside of the process knows; it means nothing in another
/// process. That two of a million keys share one has a probability below 10⁻²⁶.
struct IdentityFingerprint: Hashable, Sendable {
    private let first: Int
    private let second: Int

    init(_ identity: some Hashable) {
        var (first, second) = (Hasher(), Hasher())
        first.combine(identity)
        second.combine(0x5EED)
        second.combine(identity)
        (self.first, self.second) = (first.finalize(), second.finalize())
    }
}

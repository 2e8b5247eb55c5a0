import MeshCore

/// The randomness of one evaluation, drawn beforehand, so that evaluating is pure and a replay gives the same values.
///
/// It serves one template: whoever evaluates two draws twice, or both get the same UUIDs.
package struct Entropy: Hashable, Sendable {
    private let first: UInt64
    private let second: UInt64

    /// Draws from a generator.
    package init(from generator: inout some RandomNumberGenerator) {
        first = generator.next()
        second = generator.next()
    }

    /// Takes a seed: for tests and replays.
    package init(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        self.init(from: &generator)
    }

    /// The values of this evaluation, in their order.
    func stream() -> EntropyStream {
        EntropyStream(first: first, second: second)
    }
}

import MeshCore
import Synchronization

/// A sequence of random words that belongs to a seed, for closures that several expressions of a state share.
final class RandomWords: Sendable {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) {
        generator = Mutex(SplitMix64(seed: seed))
    }

    func next() -> UInt64 {
        generator.withLock { $0.next() }
    }
}

import MeshCore
import Synchronization

/// Draws for answers, from a seed.
final class Chance: Sendable {
    private let random: Mutex<SplitMix64>

    init(seed: UInt64) {
        random = Mutex(SplitMix64(seed: seed))
    }

    /// A number in 0 ..< 1.
    func draw() -> Double { random.withLock { $0.unit() } }
}

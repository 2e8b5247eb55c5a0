import Synchronization

/// Makes the ids of traces and spans: random, never zero, and cheap, which the system's generator is not.
///
/// xoshiro256++ (Blackman and Vigna, 2021), seeded by the system: ids must not collide, nobody has to be kept from
/// guessing them.
final class TraceIDs: Sendable {
    private struct Generator {
        var state: (UInt64, UInt64, UInt64, UInt64)

        mutating func next() -> UInt64 {
            let result = Self.rotate(state.0 &+ state.3, 23) &+ state.0
            let shifted = state.1 << 17
            state.2 ^= state.0
            state.3 ^= state.1
            state.1 ^= state.2
            state.0 ^= state.3
            state.2 ^= shifted
            state.3 = Self.rotate(state.3, 45)
            return result
        }

        private static func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 {
            value << count | value >> (64 - count)
        }
    }

    private let generator: Mutex<Generator>

    /// - Parameter random: Where the seed comes from.
    init(seededBy random: inout some RandomNumberGenerator) {
        // The first word is odd: a state of zeros would stay there.
        generator = Mutex(
            Generator(state: (random.next() | 1, random.next(), random.next(), random.next())))
    }

    /// A span's id.
    func span() -> UInt64 {
        generator.withLock { max(1, $0.next()) }
    }

    /// A trace's id and its first span's.
    func trace() -> (TraceID, span: UInt64) {
        generator.withLock { generator in
            let high = generator.next()
            return (TraceID(high: high, low: max(1, generator.next())), max(1, generator.next()))
        }
    }
}

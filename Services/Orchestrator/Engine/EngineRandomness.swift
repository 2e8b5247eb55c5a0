import MeshCore

/// Where an engine's random numbers come from.
enum EngineRandomness: RandomNumberGenerator, Sendable {
    /// The system's, which nobody guesses: task tokens are made of them.
    case system
    /// A sequence that a seed replays; for simulations.
    case seeded(SplitMix64)

    mutating func next() -> UInt64 {
        switch self {
        case .system:
            var system = SystemRandomNumberGenerator()
            return system.next()
        case .seeded(var generator):
            defer { self = .seeded(generator) }
            return generator.next()
        }
    }

    /// Those of a shard, for as long as it is held: of a seed, a sequence that no other shard and no other time has.
    func apart(for lease: ShardLease) -> EngineRandomness {
        switch self {
        case .system: return .system
        case .seeded(var generator):
            // Mixed once: sequences of seeds that lie near to each other would overlap.
            var mixed = SplitMix64(seed: generator.next() ^ UInt64(bitPattern: lease.fence << 8 | lease.shard))
            return .seeded(SplitMix64(seed: mixed.next()))
        }
    }
}

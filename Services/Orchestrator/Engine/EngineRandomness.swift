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
}

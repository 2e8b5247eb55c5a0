import MeshCore

/// How long after its time a schedule may run.
enum FlexibleTimeWindow: Hashable, Sendable {
    case off
    case flexible(minutes: Int)

    /// What the service's API takes.
    static let minutes = 1...1440

    /// How much later than its times a schedule runs: within the window, always the same for one schedule, and spread
    /// evenly over the window for many.
    ///
    /// - Parameter identity: The schedule's ARN.
    func delay(of identity: String) -> Duration {
        switch self {
        case .off: return .zero
        case .flexible(let minutes):
            // FNV-1a, then one round of a mixer, as neighbouring names must not come to lie beside each other.
            let hash = identity.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
                ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
            }
            var random = SplitMix64(seed: hash)
            return .seconds(random.below(minutes * 60))
        }
    }
}

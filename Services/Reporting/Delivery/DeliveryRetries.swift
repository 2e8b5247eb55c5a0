import MeshCore

/// When what failed is tried again: after a second, two, four … up to ten minutes, half of it drawn by lot.
struct DeliveryRetries: Hashable, Sendable {
    /// After so many attempts it is given up.
    let limit: Int

    private static let longest: Duration = .seconds(600)

    /// - Parameters:
    ///   - attempts: Those that were made, at least one.
    ///   - wait: What the other side asks for at least.
    ///   - seed: Where the jitter comes from.
    /// - Returns: How long to wait; nil when it is given up.
    func wait(afterAttempts attempts: Int, atLeast wait: Duration?, seed: Int) -> Duration? {
        guard attempts < limit else { return nil }
        let whole = min(Self.longest, .seconds(1 << min(max(attempts - 1, 0), 20)))
        var random = SplitMix64(seed: UInt64(bitPattern: Int64(seed)) &+ UInt64(attempts))
        let drawn = whole / 2 + whole / 2 * random.unit()
        return max(drawn, min(wait ?? .zero, Self.longest))
    }
}

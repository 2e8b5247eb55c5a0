package import MeshCore

/// What an evaluation takes from the world, handed in so that the same expression over the same values can be replayed.
package struct JSONataEnvironment: Sendable {
    /// What `$now()` and `$millis()` tell; the same during a whole evaluation.
    package var now: Timestamp
    /// Gives 64 random bits, for `$random`, `$shuffle` and `$uuid`.
    package var randomness: @Sendable () -> UInt64
    package var limits: JSONataLimits

    package init(
        now: Timestamp, randomness: @escaping @Sendable () -> UInt64, limits: JSONataLimits = JSONataLimits()
    ) {
        self.now = now
        self.randomness = randomness
        self.limits = limits
    }
}

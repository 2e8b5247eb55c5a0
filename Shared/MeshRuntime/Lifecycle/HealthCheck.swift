/// Something that must hold for a service to be ready.
package struct HealthCheck: Sendable {
    /// How often it is run.
    package enum Pace: Sendable {
        /// At most once a second, and given up after one: it touches the store or the network.
        case sampled
        /// Each time that readiness is asked: it only looks at what the process knows, so that a change shows at once.
        case live
    }

    /// The name in the answer of `/health/ready` (`store`).
    package let name: String
    package let pace: Pace
    /// Throws when it does not hold.
    package let check: @Sendable () async throws -> Void

    package init(_ name: String, pace: Pace = .sampled, check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.pace = pace
        self.check = check
    }
}

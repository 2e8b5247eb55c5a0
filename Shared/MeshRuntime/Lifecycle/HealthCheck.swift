/// Something that must hold for a service to be ready.
package struct HealthCheck: Sendable {
    /// The name in the answer of `/health/ready` (`store`).
    package let name: String
    /// Throws when it does not hold; called at most once a second, and given up after one.
    package let check: @Sendable () async throws -> Void

    package init(_ name: String, check: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.check = check
    }
}

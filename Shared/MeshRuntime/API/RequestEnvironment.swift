package import MeshCore
package import MeshStore

/// What the operations of one service share at run time.
package struct RequestEnvironment: Sendable {
    /// Proves callers; nil in a service none of whose operations asks for one.
    package var authenticator: (any Authenticator)?
    /// Where answers of requests with an `Idempotency-Key` are kept; nil in a service that has no such operation.
    package var idempotency: IdempotencyKeys?
    package var clock: any WallClock

    package init(
        authenticator: (any Authenticator)? = nil, idempotency: IdempotencyKeys? = nil,
        clock: any WallClock = SystemWallClock()
    ) {
        self.authenticator = authenticator
        self.idempotency = idempotency
        self.clock = clock
    }
}

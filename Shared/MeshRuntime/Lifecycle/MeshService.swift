package import MeshStore
package import ServiceLifecycle

/// A service of the mesh: its operations, and the work that it does beside them.
///
/// ``run()`` is that work: it goes on until the task is cancelled or a graceful shutdown begins, which comes after the
/// server has drained. Without such work the default waits.
package protocol MeshService: Service {
    /// The operations; health, metrics and the OpenAPI document are added by the runtime.
    var api: API { get }
    /// Proves callers; nil for the mesh's own way, tokens and API keys of identity.
    var authenticator: (any Authenticator)? { get }
    /// Where answers of requests with an `Idempotency-Key` are kept; nil in a service that has no such operation.
    var idempotency: IdempotencyKeys? { get }
    /// What must hold for the service to be ready.
    var checks: [HealthCheck] { get }
    /// Called once when the process begins to shut down, before the server drains: for a service that holds what another
    /// instance is to have at once. It must not block.
    func drainBegins()
}

extension MeshService {
    package var authenticator: (any Authenticator)? { nil }
    package var idempotency: IdempotencyKeys? { nil }
    package var checks: [HealthCheck] { [] }

    package func drainBegins() {}

    package func run() async throws {
        try await gracefulShutdown()
    }
}

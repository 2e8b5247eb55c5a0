import MeshCore
import MeshTransport

/// A route as one event loop uses it: with its upstream, its policy and its counters at hand.
final class LoopRoute {
    let route: Route
    let upstream: Upstream
    let policy: RetryPolicy
    let counters: RouteCounters
    /// Nanoseconds; nil when an answer may take as long as it takes.
    let timeout: Int64?

    init(_ route: Route, upstream: Upstream, counters: RouteCounters) {
        self.route = route
        self.upstream = upstream
        self.counters = counters
        policy = RetryPolicy(maximumTries: 1 + route.retries, perTry: route.perTry)
        timeout = route.timeout?.nanoseconds
    }

    /// A tunnel or a stream has no end that could be waited for: only its beginning is limited.
    var tunnelPolicy: RetryPolicy {
        RetryPolicy(maximumTries: policy.maximumTries, perTry: route.perTry ?? route.timeout ?? .seconds(15))
    }
}

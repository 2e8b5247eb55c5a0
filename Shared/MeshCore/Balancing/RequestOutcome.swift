/// How a request on one endpoint ended, as balancing and health count it.
package enum RequestOutcome: Hashable, Sendable {
    /// An answer that speaks for the endpoint (below 500, and not 429), after this time.
    case success(latency: Duration)
    /// An answer that speaks against it (5xx), or none; with the `Retry-After` that it sent.
    case failure(retryAfter: Duration?)
    /// It asked for less (429): it counts against the rate, not as one of a row of failures.
    case limited(retryAfter: Duration?)
    /// Nothing was learned: the caller gave up.
    case cancelled
}

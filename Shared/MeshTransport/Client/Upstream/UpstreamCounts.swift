/// What an upstream has counted since it was made.
package struct UpstreamCounts: Sendable {
    package var requests: UInt64 = 0
    /// Tries after the first.
    package var retries: UInt64 = 0
    /// Retries that the budget did not allow.
    package var retriesRefused: UInt64 = 0
    /// Requests that had to wait for an endpoint.
    package var waits: UInt64 = 0
    package var ejections: UInt64 = 0
    package var connectFailures: UInt64 = 0
}

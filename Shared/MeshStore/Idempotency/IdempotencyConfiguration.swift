/// The limits of idempotency keys, each with its reason.
package struct IdempotencyConfiguration: Sendable {
    /// How long an answer is kept: a day covers clients that retry from a queue over night.
    package var retention: Duration = .seconds(24 * 3600)
    /// How long a request may be in progress before its process is taken for dead: twice the longest deadline.
    package var overtakeAfter: Duration = .seconds(30)
    /// The largest body that is kept, in bytes. An answer beyond it is not kept, and a repeated request runs again.
    package var largestAnswer = 256 << 10
    /// Keys that are kept; beyond that the oldest finished ones go.
    package var keys = 500_000
    /// Expired keys that one sweep removes, so that it holds up no other write for long.
    package var sweep = 500
    /// The pause between sweeps.
    package var sweepEvery: Duration = .seconds(60)

    package init() {}
}

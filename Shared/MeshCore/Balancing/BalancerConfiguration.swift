/// The constants of a ``Balancer``.
package struct BalancerConfiguration: Sendable {
    /// How fast a latency is forgotten: after this time a share of 1/e is left. 10 s, as Finagle and linkerd have it:
    /// several seconds of a garbage collection are remembered, a restart is not.
    package var decay: Duration
    /// The latency that is assumed while no endpoint has been measured: 30 ms, linkerd's.
    package var assumedLatency: Duration
    /// What a failure is scored with at least, in place of its own latency, so that an endpoint that fails fast
    /// attracts nothing.
    package var failurePenalty: Duration
    /// What it is scored with at most, whatever `Retry-After` says.
    package var maximumPenalty: Duration
    /// How long a new endpoint's share grows to the full one; zero turns it off.
    package var slowStart: Duration
    /// The share of its turns that a new endpoint takes at first.
    package var initialShare: Double

    package init(
        decay: Duration = .seconds(10), assumedLatency: Duration = .milliseconds(30),
        failurePenalty: Duration = .seconds(5),
        maximumPenalty: Duration = .seconds(300), slowStart: Duration = .seconds(5), initialShare: Double = 0.1
    ) {
        self.decay = decay
        self.assumedLatency = assumedLatency
        self.failurePenalty = failurePenalty
        self.maximumPenalty = maximumPenalty
        self.slowStart = slowStart
        self.initialShare = initialShare
    }
}

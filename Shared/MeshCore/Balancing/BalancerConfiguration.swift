/// The constants of a ``Balancer``.
package struct BalancerConfiguration: Sendable {
    /// How fast a latency is forgotten: after this time a share of 1/e is left. 10 s, as Finagle and linkerd have it:
    /// several seconds of a garbage collection are remembered, a restart is not.
    package var decay: Duration
    /// The latency that is assumed while no endpoint has been measured: 30 ms, linkerd's.
    package var assumedLatency: Duration
    /// What a failure adds to the latency that an endpoint is scored with: 5 s, linkerd's; above every latency that
    /// is worth balancing, so that an endpoint that fails fast attracts nothing.
    package var failurePenalty: Duration
    /// How fast the penalty of a failure is forgotten: after this time a share of 1/e is left.
    ///
    /// It is not ``decay``. 5 s that fade as slowly as a latency stay above one of 1 ms for ln(5000) · 10 s = 85 s: one
    /// 500 of a healthy endpoint would take it out for longer than ten ejections. With 1.5 s an idle endpoint is asked again
    /// after 17 s beside others of 0.1 ms, 13 s beside 1 ms, 7 s beside 100 ms, and sooner when the others have a queue. One
    /// that always fails gets one request in as long, until ``OutlierDetector`` ejects it.
    package var penaltyDecay: Duration
    /// For how long at most a `Retry-After` keeps a penalty from fading: 300 s, linkerd's.
    package var maximumRetryAfter: Duration
    /// How long a new endpoint's share grows to the full one; zero turns it off.
    package var slowStart: Duration
    /// The share of its turns that a new endpoint takes at first.
    package var initialShare: Double

    package init(
        decay: Duration = .seconds(10), assumedLatency: Duration = .milliseconds(30),
        failurePenalty: Duration = .seconds(5), penaltyDecay: Duration = .milliseconds(1500),
        maximumRetryAfter: Duration = .seconds(300), slowStart: Duration = .seconds(5), initialShare: Double = 0.1
    ) {
        self.decay = decay
        self.assumedLatency = assumedLatency
        self.failurePenalty = failurePenalty
        self.penaltyDecay = penaltyDecay
        self.maximumRetryAfter = maximumRetryAfter
        self.slowStart = slowStart
        self.initialShare = initialShare
    }
}

/// The constants of an ``OutlierDetector``.
package struct OutlierConfiguration: Sendable {
    /// So many failures in a row eject an endpoint: 5, Envoy's and Finagle's.
    package var consecutiveFailures: Int
    /// An endpoint whose share of good answers within the window falls below this is ejected.
    package var successRate: Double
    /// The window of the share; exact counts, so that a burst gives the same verdict as the same answers spread out.
    package var window: Duration
    /// The share is looked at only with so many answers in the window.
    package var minimumRequests: Int
    /// How long the first ejection lasts; each further one twice as long.
    package var initialPenalty: Duration
    package var maximumPenalty: Duration
    /// The share of the penalty that is added at random, so that endpoints do not come back together.
    package var jitter: Double
    /// How long an endpoint must do well after an ejection until its next one is a first one again.
    package var forgiveness: Duration
    /// At most this share of all endpoints is ejected.
    package var maximumEjectedShare: Double
    /// When less than this share is left, ejections are not heeded: it is better to ask an endpoint that fails than to
    /// bury the few that are left.
    package var panicThreshold: Double

    package init(
        consecutiveFailures: Int = 5, successRate: Double = 0.8, window: Duration = .seconds(10),
        minimumRequests: Int = 5,
        initialPenalty: Duration = .seconds(1), maximumPenalty: Duration = .seconds(60), jitter: Double = 0.5,
        forgiveness: Duration = .seconds(30), maximumEjectedShare: Double = 0.5, panicThreshold: Double = 0.5
    ) {
        self.consecutiveFailures = consecutiveFailures
        self.successRate = successRate
        self.window = window
        self.minimumRequests = minimumRequests
        self.initialPenalty = initialPenalty
        self.maximumPenalty = maximumPenalty
        self.jitter = jitter
        self.forgiveness = forgiveness
        self.maximumEjectedShare = maximumEjectedShare
        self.panicThreshold = panicThreshold
    }
}

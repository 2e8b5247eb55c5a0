import MeshCore

/// How often one request may be tried, and how long one try may take.
///
/// It bounds what is sent again because the last try failed. What surely was not processed is sent again whatever it
/// says, since the peer never saw it.
package struct RetryPolicy: Sendable {
    /// Tries in all, the first among them.
    package var maximumTries: Int
    /// How long a try may take until the head of its answer came; nil for as long as the deadline allows.
    package var perTry: Duration? {
        didSet { perTryNanoseconds = perTry?.nanoseconds }
    }
    /// The same as a plain number, which each try adds to the clock.
    private(set) var perTryNanoseconds: Int64?
    /// Whether a 502, 503 or 504 answer of an endpoint is a failed try, as long as another endpoint is there to ask.
    package var retriesUnavailable: Bool

    package init(maximumTries: Int = 3, perTry: Duration? = nil, retriesUnavailable: Bool = true) {
        precondition(maximumTries >= 1, "a request is tried at least once")
        self.maximumTries = maximumTries
        self.perTry = perTry
        perTryNanoseconds = perTry?.nanoseconds
        self.retriesUnavailable = retriesUnavailable
    }

    /// Three tries: the budget bounds what they add, and two instances that fail at once are still survived by a third.
    package static let standard = RetryPolicy()

    /// One try.
    package static let never = RetryPolicy(maximumTries: 1, retriesUnavailable: false)
}

package import MeshCore

/// One try of a request, for the log and for Proxy-Status.
package struct CallAttempt: Sendable {
    /// How it ended.
    package enum Outcome: Sendable {
        /// It goes on, or it gave the answer that was passed on.
        case open
        /// The endpoint answered with this status, and another one was asked.
        case answered(status: Int)
        case failed(ExchangeFailure)
        /// The caller did not want it any longer.
        case cancelled
    }

    /// The endpoint's instance id.
    package var instance: String
    package var startedAt: MonotonicInstant
    package var outcome: Outcome
}

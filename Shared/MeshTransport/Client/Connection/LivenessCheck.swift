import MeshCore

/// Decides from looks at a connection whether it lives: when to ask for a sign of life, and when to give it up.
///
/// It counts looks instead of reading a clock, so that a process which was stopped itself does not take its peers for
/// dead when it wakes up.
struct LivenessCheck {
    /// What is to be done after a look.
    enum Order: Equatable {
        case look(after: Duration)
        case ping(thenLookAfter: Duration)
        case giveUp
    }

    /// How often a busy connection is looked at.
    static let interval: Duration = .milliseconds(50)

    private let idleInterval: Duration
    private let shortestSilence: Int
    private let longestSilence: Int
    private let patience: Int

    private var lastReceived: UInt64 = 0
    /// Looks in a row at which nothing new had come.
    private var quietLooks = 0
    private var isPinged = false
    private var isIdle = true
    /// How many quiet looks lead to a PING now: more with each PING that was answered while nothing else happened.
    private var silence: Int

    init(_ policy: LivenessPolicy) {
        idleInterval = policy.idleInterval
        shortestSilence = Self.looks(in: policy.silence)
        longestSilence = max(shortestSilence, Self.looks(in: policy.idleInterval))
        patience = Self.looks(in: policy.patience)
        silence = shortestSilence
    }

    private static func looks(in duration: Duration) -> Int {
        max(1, Int(duration.nanoseconds / interval.nanoseconds))
    }

    /// An exchange was opened.
    ///
    /// - Returns: When to look next, if that is sooner than was ordered.
    mutating func exchangeOpened() -> Duration? {
        silence = shortestSilence
        guard isIdle else { return nil }
        isIdle = false
        quietLooks = 0
        return isPinged ? nil : Self.interval
    }

    /// A look at the connection.
    ///
    /// - Parameters:
    ///   - received: How many bytes came over its life.
    ///   - hasExchanges: Whether an exchange is open.
    mutating func looked(received: UInt64, hasExchanges: Bool) -> Order {
        let hasHeard = received != lastReceived
        lastReceived = received
        let wasIdle = isIdle
        isIdle = !hasExchanges
        if hasHeard {
            silence = isPinged ? min(silence * 2, longestSilence) : shortestSilence
            isPinged = false
            quietLooks = 0
        } else {
            quietLooks += 1
        }
        if isPinged { return quietLooks >= patience ? .giveUp : .look(after: Self.interval) }
        if isIdle, !wasIdle || hasHeard { return .look(after: idleInterval) }
        guard isIdle || quietLooks >= silence else { return .look(after: Self.interval) }
        isPinged = true
        quietLooks = 0
        return .ping(thenLookAfter: Self.interval)
    }
}

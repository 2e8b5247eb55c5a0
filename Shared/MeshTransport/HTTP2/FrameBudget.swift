package import NIOCore

/// A token bucket for frames that cost us more than they cost the peer.
package struct FrameBudget: Sendable {
    /// How many frames at once, and how many a second in the long run.
    package struct Limit: Sendable, Equatable {
        package var burst: Int
        package var perSecond: Int

        package init(burst: Int, perSecond: Int) {
            self.burst = burst
            self.perSecond = perSecond
        }
    }

    private let limit: Limit?
    private var tokens: Int
    private var refilledAt: NIODeadline

    /// A full bucket. Without a limit nothing is ever refused.
    package init(_ limit: Limit?, at now: NIODeadline) {
        self.limit = limit
        tokens = limit?.burst ?? 0
        refilledAt = now
    }

    /// Takes one token.
    ///
    /// - Returns: False when none is left: the peer floods.
    package mutating func spend(at now: NIODeadline) -> Bool {
        guard let limit else { return true }
        let whole = (now - refilledAt).nanoseconds / 1_000_000_000
        if whole > 0 {
            tokens = min(limit.burst, tokens + limit.perSecond * Int(min(whole, 3_600)))
            refilledAt = refilledAt + .seconds(whole)
        }
        guard tokens > 0 else { return false }
        tokens -= 1
        return true
    }

    /// Gives one token back: the peer did something useful.
    package mutating func earn() {
        guard let limit, tokens < limit.burst else { return }
        tokens += 1
    }
}

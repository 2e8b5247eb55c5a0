import MeshCore

/// Slows down the guessing of passwords: pure rules over three counters.
///
/// * `pair`: one account from one source. It stops a guesser, and touches nobody else.
/// * `source`: one source over all accounts. It stops one password tried on many accounts.
/// * `account`: one account over all sources. It slows a guesser with many addresses, with a short limit, and it never binds a source
///   from which the owner has logged in before: strangers cannot lock the owner out.
///
/// Counters are kept for addresses without an account too, so that an answer says nothing about who has one.
struct LoginThrottle: Sendable, Equatable {
    enum Scope: Int, Sendable, CaseIterable {
        case pair = 1
        case source = 2
        case account = 3
    }

    let pair: ThrottleRule
    let source: ThrottleRule
    let account: ThrottleRule

    /// Five tries for a person who mistypes, twenty for an office behind one address, fifty over all sources in half an hour.
    static let standard = LoginThrottle(
        pair: ThrottleRule(free: 5, base: .seconds(1), limit: .seconds(15 * 60), window: .seconds(30 * 60)),
        source: ThrottleRule(free: 20, base: .seconds(1), limit: .seconds(15 * 60), window: .seconds(30 * 60)),
        account: ThrottleRule(free: 50, base: .seconds(1), limit: .seconds(30), window: .seconds(30 * 60)))

    func rule(for scope: Scope) -> ThrottleRule {
        switch scope {
        case .pair: pair
        case .source: source
        case .account: account
        }
    }

    /// How long this attempt must wait; nil when it may be made.
    ///
    /// - Parameters:
    ///   - counters: What is counted for this attempt's keys; a missing one counts nothing.
    ///   - isFamiliar: Whether the owner has logged in from this source before.
    ///   - now: The wall clock.
    func retryAfter(_ counters: [Scope: ThrottleCounter], isFamiliar: Bool, at now: Timestamp) -> Duration? {
        counters.compactMap { scope, counter in
            scope == .account && isFamiliar ? nil : counter.retryAfter(rule: rule(for: scope), at: now)
        }.max()
    }

    /// All counters after a wrong password.
    func afterFailure(_ counters: [Scope: ThrottleCounter], at now: Timestamp) -> [Scope: ThrottleCounter] {
        var next: [Scope: ThrottleCounter] = [:]
        for scope in Scope.allCases {
            next[scope] = .afterFailure(of: counters[scope], rule: rule(for: scope), at: now)
        }
        return next
    }

    /// The counters that a right password clears. That of the source stays: else a guesser would log in to an account of their own
    /// now and then, and guess on.
    static let clearedBySuccess: [Scope] = [.pair]

    /// The longest time for which a counter means anything, after which its row may go.
    var memory: Duration { Scope.allCases.map { rule(for: $0).window + rule(for: $0).limit }.max() ?? .zero }
}

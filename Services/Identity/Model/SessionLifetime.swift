import MeshCore

/// How long a session lasts, and how forgiving its rotation is.
struct SessionLifetime: Sendable, Equatable {
    /// Without a refresh for so long, a session ends.
    let idle: Duration
    /// A session ends after so long, however busy (OWASP ASVS 5.0, 10.4.8).
    let absolute: Duration
    /// For so long after a rotation the old token gives the same successor again, for a client that lost the answer.
    let grace: Duration
    /// By how much clocks of instances may differ, and a clock may go back, without consequence.
    let leeway: Duration

    static let standard = SessionLifetime(
        idle: .seconds(30 * 86_400), absolute: .seconds(90 * 86_400), grace: .seconds(30), leeway: .seconds(60))

    /// When a session that was made and last refreshed at these times ends.
    func expiry(createdAt: Timestamp, refreshedAt: Timestamp) -> Timestamp {
        min(createdAt + absolute, refreshedAt + idle)
    }
}

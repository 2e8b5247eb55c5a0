import Crypto
import MeshCore

/// Keeps identity's key set current. It is an actor because a refresh is one conversation that many callers wait for.
///
/// A set is fetched when a token names a key that is not there, at most once in ten seconds however many such tokens
/// come, and again when it is old. When identity cannot be reached the last set goes on being used.
actor KeySetKeeper {
    /// Of a refresh that succeeded and one that failed: how soon the next may follow.
    private static let pause = Duration.seconds(10)
    private static let pauseAfterFailure = Duration.seconds(1)

    /// Keys are published an hour before they sign and withdrawn when they must not be believed any more.
    private static let age = Duration.seconds(300)

    private let source: any IdentitySource
    private var set = KeySet()
    private var fetchedAt: MonotonicInstant?
    private var failedAt: MonotonicInstant?
    private var isFetching = false
    /// Whether the caller of the last fetch went away before it had an answer, which says nothing of identity.
    private var wasGivenUp = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(source: any IdentitySource) {
        self.source = source
    }

    /// The key of an id.
    ///
    /// - Throws: ``AuthenticationFailure/invalid(_:)`` when identity has none of this id,
    ///   ``AuthenticationFailure/unavailable(_:)`` when it cannot be asked.
    func key(_ id: String) async throws(AuthenticationFailure) -> P256.Signing.PublicKey {
        if let key = set[id], !isOlder(than: Self.age) { return key }
        while isFetching {
            await withCheckedContinuation { waiting.append($0) }
            // Of those who waited for a caller that went away, the first asks itself.
            guard wasGivenUp else { return try known(id) }
        }
        if mayFetch { await fetch() }
        return try known(id)
    }

    private func known(_ id: String) throws(AuthenticationFailure) -> P256.Signing.PublicKey {
        if let key = set[id] { return key }
        guard fetchedAt != nil, failedAt == nil else { throw .unavailable("identity's key set cannot be fetched") }
        throw .invalid("signed by a key that identity does not publish")
    }

    private var mayFetch: Bool {
        if let failedAt, failedAt.advanced(by: Self.pauseAfterFailure) > .now() { return false }
        return isOlder(than: Self.pause)
    }

    private func isOlder(than age: Duration) -> Bool {
        fetchedAt.map { $0.advanced(by: age) <= .now() } ?? true
    }

    private func fetch() async {
        isFetching = true
        do {
            set = try KeySet(try await source.keySet())
            fetchedAt = .now()
            failedAt = nil
            wasGivenUp = false
        } catch {
            wasGivenUp = Task.isCancelled
            // Told to whoever needs a key that is not in the last set.
            if !wasGivenUp { failedAt = .now() }
        }
        isFetching = false
        for continuation in waiting { continuation.resume() }
        waiting = []
    }
}

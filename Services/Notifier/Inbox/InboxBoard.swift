import Logging
import MeshCore
import MeshStore
import Synchronization

/// Tells the open streams of inboxes that something has come, whichever instance has written it: one look at the store serves
/// all of them.
final class InboxBoard: Sendable {
    private struct State {
        var listeners: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
        /// The same in parts, by their numbers.
        var parts = Array(repeating: [Int: AsyncStream<Void>.Continuation](), count: InboxBoard.parts)
        var count = 0
        var lastNumber = 0
        var isEnding = false
    }

    private let store: NotifierStore
    private let limit: Int
    private let state = Mutex(State())
    /// Tells the one who looks that somebody listens.
    private let arrivals: (news: AsyncStream<Void>, told: AsyncStream<Void>.Continuation)

    /// How often it is looked while somebody listens; a look that finds nothing costs some nanoseconds.
    private static let period: Duration = .milliseconds(10)
    /// How long a stream may say nothing: proxies end connections that are silent for long.
    static let silence: Duration = .seconds(5)
    /// Each look wakes one part of the streams that may have been silent: all of them at once would hold up everybody else.
    private static let parts = Int(silence / period)

    init(store: NotifierStore, limit: Int) {
        self.store = store
        self.limit = limit
        let (news, told) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        arrivals = (news, told)
    }

    /// An open stream; it ends when nobody holds it any more.
    final class Listener: Sendable {
        let news: AsyncStream<Void>
        private let leave: @Sendable () -> Void

        fileprivate init(_ news: AsyncStream<Void>, leave: @escaping @Sendable () -> Void) {
            self.news = news
            self.leave = leave
        }

        deinit { leave() }
    }

    /// Listens for what comes into an account's inbox.
    ///
    /// - Throws: ``NotifierError/tooManyStreams(limit:)``.
    func listen(for account: String) throws(NotifierError) -> Listener {
        let (news, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = try state.withLock { state throws(NotifierError) in
            guard state.count < limit, !state.isEnding else { throw .tooManyStreams(limit: limit) }
            state.count += 1
            state.lastNumber += 1
            state.listeners[account, default: [:]][state.lastNumber] = continuation
            state.parts[state.lastNumber % Self.parts][state.lastNumber] = continuation
            return state.lastNumber
        }
        // What has come before it is looked for first.
        continuation.yield()
        arrivals.told.yield()
        return Listener(news) { [weak self] in self?.remove(number, of: account) }
    }

    /// Ends all streams, so that their readers go to another instance.
    func end() {
        let all = state.withLock { state in
            state.isEnding = true
            return state.listeners.values.flatMap(\.values)
        }
        for continuation in all { continuation.finish() }
    }

    /// Looks for news until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run(pauses: any Clock<Duration>, logger: Logger) async throws {
        // Ends when the task is cancelled.
        for await _ in arrivals.news { try await look(pauses: pauses, logger: logger) }
        throw CancellationError()
    }

    /// Looks for news as long as somebody listens.
    private func look(pauses: any Clock<Duration>, logger: Logger) async throws {
        var seen: (version: Int64, place: Int64)?
        var looks = 0
        while state.withLock({ $0.count > 0 }) {
            try await pauses.sleep(for: Self.period)
            looks += 1
            let part = looks % Self.parts
            for continuation in state.withLock({ Array($0.parts[part].values) }) { continuation.yield() }
            do {
                let version = try store.store.dataVersion()
                guard let last = seen else {
                    seen = (version, try store.lastPlace())
                    // Who listens already may have looked before something came.
                    wake(state.withLock { Set($0.listeners.keys) })
                    continue
                }
                guard version != last.version else { continue }
                let found = try store.stirred(after: last.place)
                seen = (version, found.last)
                wake(found.accounts)
            } catch {
                logger.warning("Failed to look for news of inboxes", metadata: ["error": "\(error)"])
            }
        }
    }

    private func wake(_ accounts: Set<String>) {
        let continuations = state.withLock { state in
            accounts.flatMap { state.listeners[$0].map { Array($0.values) } ?? [] }
        }
        for continuation in continuations { continuation.yield() }
    }

    private func remove(_ number: Int, of account: String) {
        state.withLock { state in
            guard state.listeners[account]?.removeValue(forKey: number) != nil else { return }
            state.parts[number % Self.parts][number] = nil
            state.count -= 1
            if state.listeners[account]?.isEmpty == true { state.listeners[account] = nil }
        }
    }
}

import EventCollection
import Logging
import MeshCore
import Synchronization

/// Keeps the salts of daily visitor ids at hand, makes each day's, and sees to it that those of days that are over are
/// destroyed, although nothing comes in.
final class SaltKeeper: Sendable {
    private let store: SaltStore
    private let clock: any WallClock
    private let pauses: any Clock<Duration>
    private let logger: Logger
    private let fresh: @Sendable () -> [UInt8]
    private let ring = Mutex(SaltRing())

    /// The longest pause between looks at the clock, which may be set.
    private static let longestPause: Duration = .seconds(600)
    private static let pauseAfterFailure: Duration = .seconds(5)
    /// How often the store's log is tried to be emptied, a second apart.
    private static let clearings = 60

    /// - Parameters:
    ///   - store: Where the salts of all instances are.
    ///   - clock: Tells the day.
    ///   - pauses: Measures pauses.
    ///   - logger: Hears of failures.
    ///   - fresh: Makes a salt: 32 bytes that nobody can guess.
    init(
        store: SaltStore, clock: any WallClock, pauses: any Clock<Duration>, logger: Logger,
        fresh: @escaping @Sendable () -> [UInt8] = SaltKeeper.randomBytes
    ) {
        self.store = store
        self.clock = clock
        self.pauses = pauses
        self.logger = logger
        self.fresh = fresh
    }

    /// 32 bytes from the system's generator, which is one for keys.
    static let randomBytes: @Sendable () -> [UInt8] = {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// The salts to use at a moment.
    ///
    /// - Throws: `StoreError` when a new day's cannot be kept: then nobody may use one.
    func salts(at moment: Timestamp) async throws -> VisitorSalts {
        let known = ring.withLock { ring -> VisitorSalts? in
            var turned = ring
            // What is made here is thrown away: a new salt is the one that the store has.
            let (salts, isChanged) = turned.turn(to: moment) { [UInt8](repeating: 0, count: 32) }
            return isChanged ? nil : salts
        }
        if let known { return known }
        return try await turn(to: moment).salts
    }

    /// Turns the ring whenever a salt has to go, until it is cancelled.
    func run() async throws {
        var clearingsLeft = 0
        while true {
            var pause: Duration
            do {
                let now = clock.now()
                let isAnyRemoved = try await turn(to: now).isAnyRemoved
                if isAnyRemoved { clearingsLeft = Self.clearings }
                if clearingsLeft > 0 { clearingsLeft = try await store.clearLog() ? 0 : clearingsLeft - 1 }
                pause = clearingsLeft > 0 ? .seconds(1) : pauseUntilTurn(from: now)
            } catch let error as CancellationError {
                throw error
            } catch {
                logger.error("Failed to turn the salts of visitors", metadata: ["error": "\(error)"])
                pause = Self.pauseAfterFailure
            }
            try await pauses.sleep(for: pause)
        }
    }

    private func turn(to moment: Timestamp) async throws -> (salts: VisitorSalts, isAnyRemoved: Bool) {
        let turned = try await store.turn(to: moment, fresh: fresh)
        ring.withLock { $0 = turned.ring }
        return (turned.salts, turned.isAnyRemoved)
    }

    private func pauseUntilTurn(from now: Timestamp) -> Duration {
        let next = ring.withLock { $0.nextTurn } ?? now
        let milliseconds = max(1, next.milliseconds - now.milliseconds)
        return min(.milliseconds(milliseconds), Self.longestPause)
    }
}

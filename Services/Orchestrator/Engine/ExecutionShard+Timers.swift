import Logging
import MeshCore
import StatesLanguage

extension ExecutionShard {
    /// At least so long lies between two readings of timers: what has fired must get to the disk.
    private static let readingPause: Duration = .milliseconds(20)

    /// How long is slept at most before the clock is looked at again: it may have been set, or the process stopped on its way
    /// to sleep.
    private static let longestSleep: Duration = .milliseconds(500)

    /// Sets a timer, when it is near enough to lie in memory.
    func setTimer(_ timer: TimerEntry) {
        let isEphemeral = residents[timer.key.execution].map { !$0.record.kind.isDurable } ?? false
        guard timer.due < horizon || isEphemeral else { return }
        let wake = wheel.nextWake
        wheel.set(timer)
        if wake.map({ timer.due < $0 }) ?? true { alarm.ring() }
    }

    /// Fires timers when they are due, and reads those that come near.
    ///
    /// - Throws: `CancellationError`.
    func runTimers() async throws {
        while !hasClosed {
            let now = environment.clock.now()
            for timer in wheel.expire(at: now) { fire(timer) }
            if nextReading <= now { await extendHorizon(at: now) }
            let wake = min(wheel.nextWake ?? nextReading, nextReading)
            let pause = max(Duration.milliseconds(1), environment.clock.now().duration(to: wake))
            try await alarm.wait(atMost: min(pause, Self.longestSleep), on: environment.pauses)
        }
    }

    private func fire(_ timer: TimerEntry) {
        step(timer.key.execution, [.timerFired(TimerID(timer.key.timer))])
    }

    private func extendHorizon(at now: Timestamp) async {
        let limit = environment.settings.timersPerRead
        let until = now + environment.settings.horizon
        // Timers that are set meanwhile go into the wheel: none falls between what is read and what is in memory.
        let before = horizon
        horizon = until
        let life = lives
        do {
            let timers = try await environment.store.timers(of: number, before: until, limit: limit)
            // Everything was forgotten meanwhile, the horizon too: what was set since is not among those that were read.
            guard life == lives else { return }
            for timer in timers where isWanted(timer) { wheel.set(timer) }
            nextReading = until - environment.settings.horizon / 2
            if timers.count == limit, let last = timers.last {
                // Those behind the last one are read when these have fired.
                horizon = last.due
                nextReading = max(last.due, now + Self.readingPause)
            }
        } catch {
            guard life == lives else { return }
            horizon = before
            nextReading = now + .seconds(1)
            environment.logger.warning("Failed to read timers", metadata: ["shard": "\(number)", "error": "\(error)"])
        }
    }

    /// Whether a timer that was read is not one that an execution in memory has cancelled since.
    private func isWanted(_ timer: TimerEntry) -> Bool {
        guard let resident = residents[timer.key.execution] else { return true }
        // One that was read back into memory does not know the timers that it had set before.
        return resident.record.status.isOpen && !resident.cancelledTimers.contains(timer.key.timer)
    }
}

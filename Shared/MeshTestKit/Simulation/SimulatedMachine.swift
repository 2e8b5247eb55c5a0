import MeshCore
import Synchronization

/// A machine of a seed: processes whose jobs run one at a time in an order that the seed draws, and a time that goes on
/// only when nobody has anything to do.
///
/// A process can be killed between any two of its jobs, as SIGKILL does it: what it was about to do never happens. It can be
/// stopped for a while, and then goes on where it was, as after SIGSTOP. The same seed replays the same course, as long as
/// Dispatch, NIO and real clocks stay out, and with SWIFT_DETERMINISTIC_HASHING=1, since the order of sets and dictionaries
/// decides too.
package final class SimulatedMachine: Sendable {
    private enum Condition {
        case running
        case stopped
    }

    private struct Entry {
        let process: SimulatedProcess
        var condition = Condition.running
    }

    private struct Job {
        let process: Int
        let job: UnownedJob
    }

    private struct Sleeper {
        let process: Int
        let wake: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var random: SplitMix64
        var now = Duration.zero
        var lastProcess = 0
        var processes: [Int: Entry] = [:]
        var jobs: [Job] = []
        var parked: [Job] = []
        var sleepers: [Int: Sleeper] = [:]
        var lastSleeper = 0
    }

    private let state: Mutex<State>

    package init(seed: UInt64) {
        state = Mutex(State(random: SplitMix64(seed: seed)))
    }

    /// The time since the machine was made.
    package var now: Duration { state.withLock { $0.now } }

    /// A number below a bound, from the machine's own sequence.
    package func draw(below bound: Int) -> Int { state.withLock { $0.random.below(bound) } }

    // MARK: - Processes

    package func startProcess() -> SimulatedProcess {
        state.withLock { state in
            state.lastProcess += 1
            let process = SimulatedProcess(number: state.lastProcess, machine: self)
            state.processes[state.lastProcess] = Entry(process: process)
            return process
        }
    }

    /// Whether it was not killed.
    package func isAlive(_ process: Int) -> Bool { state.withLock { $0.processes[process] != nil } }

    package func isRunning(_ process: Int) -> Bool { state.withLock { $0.processes[process]?.condition == .running } }

    /// Ends a process between two of its jobs: none of them runs any more, and whatever it waits for does not come.
    package func kill(_ process: Int) {
        let sleepers = state.withLock { state in
            state.processes[process] = nil
            state.jobs.removeAll { $0.process == process }
            state.parked.removeAll { $0.process == process }
            defer { state.sleepers = state.sleepers.filter { $0.value.process != process } }
            return state.sleepers.values.filter { $0.process == process }
        }
        // What they would do next is a job of a dead process, and is not run.
        for sleeper in sleepers { sleeper.continuation.resume(throwing: CancellationError()) }
    }

    /// Stops a process between two of its jobs, until it is continued.
    package func stop(_ process: Int) {
        state.withLock { state in
            guard state.processes[process]?.condition == .running else { return }
            state.processes[process]?.condition = .stopped
            state.parked += state.jobs.filter { $0.process == process }
            state.jobs.removeAll { $0.process == process }
        }
    }

    /// Lets a process go on that was stopped.
    package func resume(_ process: Int) {
        state.withLock { state in
            guard state.processes[process]?.condition == .stopped else { return }
            state.processes[process]?.condition = .running
            state.jobs += state.parked.filter { $0.process == process }
            state.parked.removeAll { $0.process == process }
        }
    }

    func add(_ job: UnownedJob, of process: SimulatedProcess) {
        state.withLock { state in
            switch state.processes[process.number]?.condition {
            case .running?: state.jobs.append(Job(process: process.number, job: job))
            case .stopped?: state.parked.append(Job(process: process.number, job: job))
            case nil: break
            }
        }
    }

    // MARK: - Time

    /// Sleeps in the machine's time.
    ///
    /// - Throws: `CancellationError`.
    func sleep(_ process: Int, until wake: Duration) async throws {
        let id = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isDead = state.withLock { state in
                    guard state.processes[process] != nil else { return true }
                    state.sleepers[id] = Sleeper(process: process, wake: wake, continuation: continuation)
                    return false
                }
                if isDead { continuation.resume(throwing: CancellationError()) }
                // It may have been cancelled before there was anybody to wake.
                if Task.isCancelled { cancelSleep(id) }
            }
        } onCancel: {
            cancelSleep(id)
        }
    }

    private func cancelSleep(_ id: Int) {
        let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
        sleeper?.continuation.resume(throwing: CancellationError())
    }

    // MARK: - The course of things

    /// Runs one job, drawn by the seed.
    ///
    /// - Returns: False when nobody has anything to do now.
    package func runOne() -> Bool {
        let next = state.withLock { state -> (SimulatedProcess, UnownedJob)? in
            guard !state.jobs.isEmpty else { return nil }
            state.jobs.swapAt(state.random.below(state.jobs.count), state.jobs.count - 1)
            let job = state.jobs.removeLast()
            return state.processes[job.process].map { ($0.process, job.job) }
        }
        guard let (process, job) = next else { return false }
        unsafe job.runSynchronously(on: process.asUnownedTaskExecutor())
        return true
    }

    /// When the next sleeper wakes; nil when nobody sleeps. Who is stopped does not wake.
    package var nextWake: Duration? {
        state.withLock { state in
            state.sleepers.values.filter { state.processes[$0.process]?.condition == .running }.map(\.wake).min()
        }
    }

    /// Lets time go on, and wakes those whose time has come.
    package func advance(to moment: Duration) {
        let woken = state.withLock { state in
            state.now = max(state.now, moment)
            let ids = state.sleepers.filter { id, sleeper in
                sleeper.wake <= state.now && state.processes[sleeper.process]?.condition == .running
            }.keys.sorted()
            return ids.compactMap { state.sleepers.removeValue(forKey: $0) }
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }
}

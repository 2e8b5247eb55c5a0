import Logging
import MeshCore
import StatesLanguage
import Synchronization

/// Hands tasks to their integrations, in the order that the queue's rules want.
final class TaskDispatcher: Sendable {
    private let queue: Mutex<TaskQueue<TaskJob>>
    private let calls = Mutex(CallBook<Task<TaskOutcome, any Error>>())
    private let alarm = Alarm()
    private let integration: any TaskIntegration
    private let executor: (any TaskExecutor)?
    private let policies: any DispatchPolicies
    let holds: any DispatchHolds
    private let limits: [String: DispatchLimit]
    let clock: any WallClock
    let pauses: any Clock<Duration>
    private let observer: EngineObserver
    let logger: Logger

    /// - Parameter executor: Runs what is done for tasks; nil for any thread.
    init(
        integration: any TaskIntegration, policies: any DispatchPolicies, holds: any DispatchHolds,
        limits: [String: DispatchLimit], settings: EngineSettings, executor: (any TaskExecutor)? = nil,
        clock: any WallClock, pauses: any Clock<Duration>, observer: EngineObserver, logger: Logger
    ) {
        queue = Mutex(TaskQueue(limits: limits, concurrency: settings.concurrentTasks))
        self.integration = integration
        self.executor = executor
        self.policies = policies
        self.holds = holds
        self.limits = limits
        self.clock = clock
        self.pauses = pauses
        self.observer = observer
        self.logger = logger
    }

    /// Takes a task that is on disk.
    func dispatch(_ job: TaskJob) {
        var policy = policies.policy(for: job)
        policy.isResumed = job.isResumed
        calls.withLock { $0.expect(CallBook.Key(job)) }
        queue.withLock { $0.add(job, policy) }
        alarm.ring()
    }

    /// Lets go of a task for which nobody waits any more: it is not begun, or what is done for it is called off.
    func cancel(_ task: Int64, of execution: Int64) {
        calls.withLock { $0.callOff(.init(execution: execution, task: task)) }?.cancel()
    }

    /// Does a task at once, whatever waits.
    ///
    /// - Throws: `CancellationError`.
    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        try await integration.perform(job)
    }

    /// Tries again what other instances had: one of them has let go of something.
    func tryAgain() {
        queue.withLock { $0.reopen(at: clock.now()) }
        alarm.ring()
    }

    /// Hands out tasks until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                var limit: Duration?
                handing: while true {
                    let now = clock.now()
                    switch queue.withLock({ $0.next(at: now) }) {
                    case .hand(let ticket, let job):
                        group.addTask { await self.perform(job, ticket) }
                    case .wait(let moment):
                        limit = now.duration(to: moment)
                        break handing
                    case .rest:
                        break handing
                    }
                }
                try await alarm.wait(atMost: limit, on: pauses)
            }
        }
    }

    /// Does a task until something comes of it. What is in the way of that is our own, such as a disk that is full or a shard
    /// that has just changed hands: no fault of the task's, and nobody else would do it as long as we hold its shard.
    private func outcome(of job: TaskJob) async throws -> TaskOutcome {
        var pause = Duration.milliseconds(50)
        while true {
            do {
                return try await integration.perform(job)
            } catch let error as JSONParseError {
                return .failed(error: "States.Runtime", cause: "The result of the task is no JSON: \(error)")
            } catch let error where !(error is CancellationError) {
                logger.warning(
                    "Failed to do a task", metadata: ["state": "\(job.order.stateName)", "error": "\(error)"])
            }
            if await job.shard?.hasClosed ?? false { throw CancellationError() }
            try await pauses.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }

    private static let longestPause = Duration.seconds(2)

    /// Has a task done in a way that it can be called off; nil when it has been already.
    private func call(_ job: TaskJob, _ key: CallBook<Task<TaskOutcome, any Error>>.Key) async throws -> TaskOutcome? {
        let began = calls.withLock { calls in
            // It is waited for below, and ends with whoever waits: no task is left alone.
            calls.begin(key) { Task(executorPreference: executor) { try await self.outcome(of: job) } }
        }
        guard let began else { return nil }
        return try await withTaskCancellationHandler {
            try await began.value
        } onCancel: {
            began.cancel()
        }
    }

    private func perform(_ job: TaskJob, _ ticket: DispatchTicket) async {
        let claim = DispatchClaim(
            execution: job.execution, task: job.order.id.number, ticket: ticket, limits: limits)
        guard let claim else {
            await carryOut(job)
            return finish(ticket)
        }
        switch await ask(for: claim) {
        case .refused(let gate, let moment):
            queue.withLock { $0.refuse(ticket, job, for: gate, until: moment) }
            alarm.ring()
        case .granted:
            await carryOut(job)
            await letGo(claim)
            finish(ticket)
        }
    }

    private func finish(_ ticket: DispatchTicket) {
        queue.withLock { $0.finish(ticket, at: clock.now()) }
        alarm.ring()
    }

    private func carryOut(_ job: TaskJob) async {
        let key = CallBook<Task<TaskOutcome, any Error>>.Key(job)
        defer { calls.withLock { $0.end(key) } }
        observer.reached(.beforeTask)
        do {
            guard let outcome = try await call(job, key) else { return }
            observer.reached(.afterTask)
            try await job.shard?.taskEnded(job.order.id.number, of: job.execution, outcome)
        } catch is CancellationError {
            // The engine ends, and the task is on disk and is done again by whoever takes the shard over; or the task was
            // called off, and nobody wants its outcome.
        } catch {
            // Nothing of the outcome was kept; the shard has forgotten what it had in memory, and dispatches it again.
            logger.debug("Failed to take a task's outcome", metadata: ["error": "\(error)"])
        }
    }
}

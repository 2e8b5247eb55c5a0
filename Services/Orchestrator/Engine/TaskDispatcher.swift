import Logging
import MeshCore
import StatesLanguage
import Synchronization

/// Hands tasks to their integrations, in the order that the queue's rules want.
final class TaskDispatcher: Sendable {
    private let queue: Mutex<TaskQueue<TaskJob>>
    private let alarm = Alarm()
    private let integration: any TaskIntegration
    private let policies: any DispatchPolicies
    private let clock: any WallClock
    private let pauses: any Clock<Duration>
    private let observer: EngineObserver
    private let logger: Logger

    init(
        integration: any TaskIntegration, policies: any DispatchPolicies, limits: [String: DispatchLimit],
        settings: EngineSettings, clock: any WallClock, pauses: any Clock<Duration>, observer: EngineObserver,
        logger: Logger
    ) {
        queue = Mutex(TaskQueue(limits: limits, concurrency: settings.concurrentTasks))
        self.integration = integration
        self.policies = policies
        self.clock = clock
        self.pauses = pauses
        self.observer = observer
        self.logger = logger
    }

    /// Takes a task that is on disk.
    func dispatch(_ job: TaskJob) {
        let policy = policies.policy(for: job)
        queue.withLock { $0.add(job, policy) }
        alarm.ring()
    }

    /// Does a task at once, whatever waits.
    ///
    /// - Throws: `CancellationError`.
    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        try await integration.perform(job)
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

    private func perform(_ job: TaskJob, _ ticket: TaskQueue<TaskJob>.Ticket) async {
        defer {
            queue.withLock { $0.finish(ticket) }
            alarm.ring()
        }
        observer.reached(.beforeTask)
        do {
            let outcome = try await integration.perform(job)
            observer.reached(.afterTask)
            try await job.shard?.taskEnded(job.order.id.number, of: job.execution, outcome)
        } catch is CancellationError {
            // The engine ends; the task is on disk, and is done again by whoever takes the shard over.
        } catch {
            // Nothing of the outcome was kept; the shard has forgotten what it had in memory, and dispatches it again.
            logger.debug("Failed to take a task's outcome", metadata: ["error": "\(error)"])
        }
    }
}

import MeshCore
import Synchronization

/// Runs tasks one job at a time on the calling thread, in an order drawn from a seed: the same seed replays the same
/// interleaving of tasks and plain actors, as long as Dispatch, NIO and real clocks stay out.
package final class SeededTaskExecutor: TaskExecutor {
    private struct Queue {
        var random: SplitMix64
        var jobs: [UnownedJob] = []

        mutating func takeAny() -> UnownedJob? {
            guard !jobs.isEmpty else { return nil }
            jobs.swapAt(Int.random(in: jobs.indices, using: &random), jobs.count - 1)
            return jobs.removeLast()
        }
    }

    private let queue: Mutex<Queue>

    package init(seed: UInt64) {
        queue = Mutex(Queue(random: SplitMix64(seed: seed)))
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        queue.withLock { $0.jobs.append(unowned) }
    }

    /// Runs jobs until none is left, those that they enqueue among them.
    package func runUntilIdle() {
        while let job = queue.withLock({ $0.takeAny() }) {
            unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    /// Runs a body as a task of this executor, and everything that it starts, until nothing is left to run.
    ///
    /// - Throws: What the body throws; ``SimulationStalled`` when the body waits for something that nobody will do.
    package func run<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
        let outcome = SimulationOutcome<Value>()
        Task(executorPreference: self) {
            do { outcome.set(.success(try await body())) } catch { outcome.set(.failure(error)) }
        }
        runUntilIdle()
        guard let result = outcome.result else { throw SimulationStalled() }
        return try result.get()
    }
}

import Dispatch
import MeshCore

/// Runs an actor's work on a queue of its own, where it may block on the disk without holding up anybody else.
final class PartitionQueue: SerialExecutor {
    private let queue: DispatchQueue

    init(label: String) { queue = DispatchQueue(label: label) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // The job runs once, on the queue that is this executor.
        queue.async { unsafe job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Runs a function behind all that was enqueued before.
    func run(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }

    /// Runs a function behind all that was enqueued until then.
    func run(after pause: Duration, _ body: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + pause.seconds, execute: body)
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}

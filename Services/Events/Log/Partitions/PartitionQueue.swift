import Dispatch
import Glibc
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

    /// Runs a function after a pause in which nothing else runs: shorter than a sync, and without the two threads that a timer
    /// takes to wake this one.
    func run(after pause: Duration, _ body: @escaping @Sendable () -> Void) {
        queue.async {
            usleep(UInt32(clamping: pause.nanoseconds / 1000))
            body()
        }
    }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}

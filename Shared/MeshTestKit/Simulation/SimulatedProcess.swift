/// A process of a ``SimulatedMachine``: tasks that prefer it as their executor run when the machine says so, and never
/// again once it was killed.
package final class SimulatedProcess: TaskExecutor, CustomStringConvertible {
    package let number: Int
    private let machine: SimulatedMachine

    init(number: Int, machine: SimulatedMachine) {
        self.number = number
        self.machine = machine
    }

    package var description: String { "process \(number)" }

    package func enqueue(_ job: consuming ExecutorJob) {
        machine.add(UnownedJob(job), of: self)
    }

    /// Begins a task of this process.
    package func begin(_ body: @escaping @Sendable () async -> Void) {
        // It lives as long as its process does, which the machine ends.
        Task(executorPreference: self) { await body() }
    }
}

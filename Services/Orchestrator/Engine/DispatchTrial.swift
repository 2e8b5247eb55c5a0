import Logging
import MeshCore
import StatesLanguage
import Synchronization

/// Drives a dispatcher with tasks that cost nothing, for the benchmark: what remains is the queue and the handing out.
package struct DispatchTrial: Sendable {
    /// How long tasks waited, and how many were handed out a second.
    package struct Outcome: Sendable {
        package let perSecond: Double
        package let waits: [Duration]
    }

    private let tasks: Int
    private let dispatcher: TaskDispatcher
    private let book: DispatchBook
    private let resource: TaskResource

    /// - Parameters:
    ///   - tasks: How many.
    ///   - tenants: Among how many tenants they are; they have three priorities, deadlines, keys and a target with a limit.
    package init(tasks: Int, tenants: Int) {
        guard let resource = TaskResource(arn: "arn:aws:states:::http:invoke") else {
            preconditionFailure("an ARN of ours names a task")
        }
        self.resource = resource
        self.tasks = tasks
        book = DispatchBook(tasks)
        dispatcher = TaskDispatcher(
            integration: book, policies: MixedPolicies(tenants: tenants), holds: OpenHolds(),
            limits: ["limited": DispatchLimit(concurrency: 64)], settings: EngineSettings(), clock: SystemWallClock(),
            pauses: ContinuousClock(), observer: .none,
            logger: Logger(label: "dispatch") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Hands out all tasks.
    ///
    /// - Parameter rate: How many come a second; nil for all of them at once.
    /// - Throws: `CancellationError`.
    package func run(rate: Int?) async throws -> Outcome {
        let begun = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await dispatcher.run() }
            try await feed(rate: rate, from: begun)
            await book.waitForAll()
            group.cancelAll()
        }
        let seconds = (ContinuousClock.now - begun).seconds
        return Outcome(perSecond: Double(tasks) / seconds, waits: book.waits.sorted())
    }

    private func feed(rate: Int?, from begun: ContinuousClock.Instant) async throws {
        var next = 0
        while next < tasks {
            let due = rate.map { Int((ContinuousClock.now - begun).seconds * Double($0)) } ?? tasks
            while next < min(due, tasks) {
                book.come(next)
                dispatcher.dispatch(job(next))
                next += 1
            }
            if next < tasks { try await Task.sleep(for: .milliseconds(1)) }
        }
    }

    private func job(_ number: Int) -> TaskJob {
        TaskJob(
            alone: TaskOrder(
                id: TaskID(Int64(number)), stateName: "T", resource: resource, arguments: Payload([:], text: "{}"),
                idempotencyToken: ""),
            identity: ExecutionIdentity(
                arn: "", name: "", roleARN: "", startTime: Timestamp(milliseconds: 0), stateMachineARN: "",
                stateMachineName: ""))
    }
}

/// When tasks came, and how long they waited until they were handed out.
private final class DispatchBook: TaskIntegration {
    private struct State {
        var came: [ContinuousClock.Instant]
        var waits: [Duration] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let tasks: Int
    private let state: Mutex<State>

    init(_ tasks: Int) {
        self.tasks = tasks
        state = Mutex(State(came: Array(repeating: .now, count: tasks)))
        state.withLock { $0.waits.reserveCapacity(tasks) }
    }

    var waits: [Duration] { state.withLock { $0.waits } }

    func come(_ number: Int) {
        state.withLock { $0.came[number] = .now }
    }

    func perform(_ job: TaskJob) async throws -> TaskOutcome {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.waits.append(.now - state.came[Int(job.order.id.number)])
            return state.waits.count == tasks ? state.waiter : nil
        }
        waiter?.resume()
        return .succeeded(job.order.arguments)
    }

    func waitForAll() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                state.waiter = continuation
                return state.waits.count == tasks
            }
            if isOver { continuation.resume() }
        }
    }
}

/// Tasks of many tenants with three priorities; half have deadlines, one of ten a key, one of ten a target with a limit.
private struct MixedPolicies: DispatchPolicies {
    let tenants: Int

    func policy(for job: TaskJob) -> DispatchPolicy {
        let number = Int(job.order.id.number)
        return DispatchPolicy(
            priority: number % 3, tenant: "tenant \(number % tenants)",
            exclusiveKey: number % 10 == 3 ? "key \(number % 100)" : nil,
            target: number % 10 == 7 ? "limited" : "open",
            deadline: number % 2 == 0 ? Timestamp(milliseconds: Int64(number * 7919 % 100_000)) : nil)
    }
}

/// Nobody else has anything.
private struct OpenHolds: DispatchHolds {
    func take(_ claim: DispatchClaim) async throws -> DispatchVerdict { .granted }
    func letGo(_ claim: DispatchClaim) async throws {}
}

import MeshCore
import MeshTestKit
import StatesLanguage
import Synchronization

@testable import Orchestrator

/// What the instances of a simulation share: the machine, the disk, the clock, and the world in which their tasks are done.
final class WorkflowWorld: Sendable {
    private struct State {
        var instances: [Int: SimulatedInstance] = [:]
        /// For each execution, the tokens under which the world was asked to do something for it.
        var tokens: [Int64: Set<String>] = [:]
        /// For each task, its tokens: it must have one.
        var tasks: [String: Set<String>] = [:]
        /// The tasks that an instance has ever given to whoever does them.
        var given: Set<String> = []
        /// How many tasks each process has in its hands.
        var hands: [Int: Int] = [:]
    }

    static let scope = ARNScope(region: "us-east-1", account: "000000000000")

    let plan: SimulationPlan
    let machine: SimulatedMachine
    let disk: SimulatedDisk
    let clock: SimulatedWallClock
    let fates = WriteFates()
    private let state = Mutex(State())

    init(_ plan: SimulationPlan) throws {
        self.plan = plan
        machine = SimulatedMachine(seed: plan.seed ^ 0xC0FFEE)
        disk = try SimulatedDisk()
        clock = SimulatedWallClock(machine: machine)
        if !plan.hasFaults { fates.end() }
    }

    // MARK: - Instances

    func startInstance() {
        let instance = SimulatedInstance(in: self)
        state.withLock { $0.instances[instance.process.number] = instance }
    }

    /// Those that were not killed, in the order of their start.
    var living: [SimulatedInstance] {
        state.withLock { state in
            state.instances = state.instances.filter { machine.isAlive($0.key) }
            return state.instances.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    var running: [SimulatedInstance] { living.filter { machine.isRunning($0.process.number) } }

    func ring(_ bell: InstanceBell, at peer: Int) {
        guard machine.draw(below: 10) > 0, let instance = living.first(where: { $0.process.number == peer }) else {
            return
        }
        instance.process.begin { instance.hear(bell) }
    }

    /// Ends all processes and frees the disk.
    func end() throws {
        for instance in living { machine.kill(instance.process.number) }
        state.withLock { $0.instances = [:] }
        try disk.close()
    }

    // MARK: - Tasks

    /// Takes note that a task is being done.
    func note(_ job: TaskJob) {
        state.withLock { state in
            state.tokens[job.execution, default: []].insert(job.order.idempotencyToken)
            // Of an execution in memory nothing is left when its process dies: a clock that is set back may give its number again.
            guard job.isStandard else { return }
            state.tasks["\(job.execution)/\(job.order.id.number)", default: []].insert(job.order.idempotencyToken)
        }
    }

    /// Takes note that a process gives a task to whoever does it.
    func take(_ job: TaskJob, by process: Int) {
        state.withLock { state in
            state.given.insert("\(job.execution)/\(job.order.id.number)")
            state.hands[process, default: 0] += 1
        }
    }

    /// Takes note that a process has one task less in its hands.
    func letGo(by process: Int) { state.withLock { $0.hands[process, default: 0] -= 1 } }

    /// How many tasks a process has in its hands.
    func hands(of process: Int) -> Int { state.withLock { $0.hands[process] ?? 0 } }

    /// Whether a task was ever given to whoever does it.
    func wasGiven(_ task: Int64, of execution: Int64) -> Bool {
        state.withLock { $0.given.contains("\(execution)/\(task)") }
    }

    func tokens(of execution: Int64) -> Set<String> { state.withLock { $0.tokens[execution] ?? [] } }

    /// Tasks that were done under more than one token.
    var changedTasks: [String] { state.withLock { $0.tasks.filter { $0.value.count > 1 }.keys.sorted() } }

    /// What comes of a task: the same whenever it is asked for.
    func outcome(of order: TaskOrder) -> TaskOutcome {
        if order.resource.pattern == .waitForTaskToken { return .submitted(Payload([:])) }
        guard let error = failure(of: order) else { return .succeeded(Self.output) }
        return .failed(error: error, cause: nil)
    }

    static let output = Payload(["items": [1, 2], "kept": 1])

    /// The error that a task ends with; nil when it goes well.
    func failure(of order: TaskOrder) -> String? {
        guard plan.tasksFail else { return nil }
        var hash = plan.seed ^ UInt64(truncatingIfNeeded: order.retryCount)
        for byte in order.path.joined(separator: "/").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        var draw = SplitMix64(seed: hash)
        return draw.below(3) == 0 ? (draw.below(2) == 0 ? "Broken" : "Odd") : nil
    }
}

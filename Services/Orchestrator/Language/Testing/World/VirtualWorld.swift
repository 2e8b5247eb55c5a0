import MeshCore

/// A world in which an execution runs without waiting: its clock stands where the next thing happens, and states answer
/// as their mocks say.
struct VirtualWorld: Sendable {
    let testCase: WorkflowTestCase
    var executions: [HostedExecution]
    var mapRuns: [HostedItem: HostedMapRun] = [:]
    var agenda = VirtualAgenda()
    private(set) var now: Timestamp
    private var randomness: SplitMix64
    /// How often each state has been called.
    var calls: [String: Int] = [:]
    var problems: [String] = []

    /// How many things may happen in a case: what goes beyond runs in circles.
    private static let mostEvents = 1_000_000

    init(_ definition: Definition, _ testCase: WorkflowTestCase, limits: ExecutionLimits) {
        self.testCase = testCase
        now = testCase.clock
        randomness = SplitMix64(seed: testCase.seed)
        let identity = ExecutionIdentity(
            arn: "arn:aws:states:us-east-1:000000000000:execution:test:case", name: "case",
            roleARN: "arn:aws:iam::000000000000:role/test", startTime: testCase.clock,
            stateMachineARN: "arn:aws:states:us-east-1:000000000000:stateMachine:test", stateMachineName: "test")
        let machine = ExecutionMachine(definition: definition, identity: identity, limits: limits)
        executions = [HostedExecution(machine: machine, item: nil)]
    }

    /// Lets happen what happens, up to the execution's end.
    mutating func run() -> WorkflowRunRecord {
        handle(.start(input: Payload(testCase.input)), of: 0)
        var count = 0
        while executions[0].outcome == nil, count < Self.mostEvents, let entry = agenda.next() {
            count += 1
            now = max(now, entry.time)
            handle(entry.event, of: entry.execution)
        }
        if executions[0].outcome == nil {
            problems.append(
                count == Self.mostEvents
                    ? "The execution did not end within \(Self.mostEvents) events"
                    : "The execution waits for something that never happens")
        }
        return WorkflowRunRecord(
            outcome: executions[0].outcome, histories: executions.map(\.history), started: testCase.clock, ended: now,
            problems: problems, callCount: calls.values.reduce(0, +))
    }

    /// Tells an execution what happened, and does what it wants.
    mutating func handle(_ event: MachineEvent, of execution: Int) {
        guard executions[execution].outcome == nil else { return }
        let orders = executions[execution].machine.handle(event, at: now, randomness: &randomness)
        for order in orders { carryOut(order, of: execution) }
    }

    private mutating func carryOut(_ order: MachineOrder, of execution: Int) {
        switch order {
        case .record(let event): executions[execution].history.append(event)
        case .dispatch(let task): answer(task, of: execution)
        case .setTimer(let timer, let time):
            schedule(.timerFired(timer), at: time, .timer(timer), of: execution)
        case .cancelTimer(let timer): agenda.remove(.timer(timer), of: execution)
        case .cancelTask(let task, _): agenda.remove(.task(task), of: execution)
        case .startMapRun(let run): start(run, of: execution)
        case .stopMapRun(let run): stop(run, of: execution)
        case .proceed: schedule(.proceed, at: now, nil, of: execution)
        case .end(let outcome): end(execution, outcome)
        }
    }

    private mutating func end(_ execution: Int, _ outcome: ExecutionOutcome) {
        executions[execution].outcome = outcome
        agenda.removeAll(of: execution)
        if let item = executions[execution].item { finish(item, outcome) }
    }

    /// Writes down what will happen to an execution.
    mutating func schedule(_ event: MachineEvent, at time: Timestamp, _ key: AgendaKey?, of execution: Int) {
        agenda.add(AgendaEntry(time: time, execution: execution, event: event, key: key))
    }
}

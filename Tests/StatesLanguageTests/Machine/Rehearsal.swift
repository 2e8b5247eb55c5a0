import MeshCore

@testable import StatesLanguage

/// An execution under a virtual clock: timers fire in their order at once, tasks are answered by the test, map runs are
/// rehearsed item by item.
///
/// After every event the state is written and read again, unless it is not to be, and the machine goes on from what was
/// read: so every rehearsal shows that nothing is kept beside the state.
final class Rehearsal {
    /// What somebody else does about a task; nil leaves it unanswered.
    typealias Worker = (TaskOrder) -> [MachineEvent]

    private(set) var machine: ExecutionMachine
    private(set) var history: [HistoryEvent] = []
    private(set) var outcome: ExecutionOutcome?
    private(set) var tasks: [TaskOrder] = []
    private(set) var cancelledTasks: [TaskID] = []
    private(set) var mapRuns: [MapRunOrder] = []
    private(set) var timers: [TimerID: Timestamp] = [:]
    private(set) var now: Timestamp
    /// What was wrong with the machine itself, such as a state that did not survive being written.
    private(set) var faults: [String] = []
    var randomness = SplitMix64(seed: 7)
    private let worker: Worker
    private let isRestored: Bool
    private var pending: [MachineEvent] = []

    init(
        _ definition: Definition, input: String = "{}", limits: ExecutionLimits = .aws,
        start: Timestamp = Rehearsal.start,
        isRestored: Bool = true, worker: @escaping Worker = { _ in [] }
    ) throws {
        self.worker = worker
        self.isRestored = isRestored
        now = start
        machine = ExecutionMachine(definition: definition, identity: .rehearsed(at: start), limits: limits)
        give(.start(input: try Payload(parsing: input)))
    }

    convenience init(
        _ definition: JSONValue, input: JSONValue = [:], limits: ExecutionLimits = .aws,
        worker: @escaping Worker = { _ in [] }
    ) throws {
        try self.init(try Definition(definition), input: "\(input)", limits: limits, worker: worker)
    }

    static let start = Timestamp(milliseconds: 1_800_000_000_000)

    /// Gives an event, and those that follow from it.
    func give(_ event: MachineEvent) {
        pending.append(event)
        while !pending.isEmpty {
            let event = pending.removeFirst()
            let orders = machine.handle(event, at: now, randomness: &randomness)
            if isRestored { reread() }
            for order in orders { carryOut(order) }
        }
    }

    /// Lets the timers fire until the execution ends or waits for something else.
    @discardableResult
    func run(until end: Timestamp = Timestamp(milliseconds: .max)) -> ExecutionOutcome? {
        while outcome == nil, let next = timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }), next.value <= end
        {
            timers[next.key] = nil
            now = max(now, next.value)
            give(.timerFired(next.key))
        }
        return outcome
    }

    /// The tasks that somebody still works on.
    var openTasks: [TaskID] {
        machine.state.branches.compactMap { branch in
            guard case .task(let task) = branch.stage else { return nil }
            return task.id
        }
    }

    /// False when none is set.
    func fireNextTimer() -> Bool {
        guard let next = timers.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return false }
        timers[next.key] = nil
        now = max(now, next.value)
        give(.timerFired(next.key))
        return true
    }

    /// Starts an execution that has ended again.
    func redrive() {
        outcome = nil
        give(.redrive())
    }

    private func reread() {
        let bytes = machine.state.encoded
        do {
            let state = try ExecutionState(decoding: bytes)
            if state != machine.state { faults.append("the state was read as another one") }
            if state.encoded != bytes { faults.append("the state was written in two ways") }
            machine = ExecutionMachine(
                definition: machine.definition, identity: machine.identity, limits: machine.limits, state: state)
        } catch {
            faults.append("the state could not be read: \(error)")
        }
    }

    private func carryOut(_ order: MachineOrder) {
        switch order {
        case .record(let event): history.append(event)
        case .dispatch(let task):
            tasks.append(task)
            pending += worker(task)
        case .setTimer(let timer, let moment): timers[timer] = moment
        case .cancelTimer(let timer): timers[timer] = nil
        case .cancelTask(let task, _): cancelledTasks.append(task)
        case .startMapRun(let run):
            mapRuns.append(run)
            pending.append(.mapRunEnded(run.id, result(of: run)))
        case .stopMapRun: break
        case .proceed: pending.append(.proceed)
        case .end(let outcome):
            if self.outcome != nil { faults.append("the execution ended twice") }
            self.outcome = outcome
        }
    }

    /// Runs the items of a map one after another.
    private func result(of run: MapRunOrder) -> MapRunResult {
        guard case .items(let items) = run.source else {
            return .failed(error: "States.ItemReaderFailed", cause: "there is nothing to read from")
        }
        var outputs: [JSONValue] = []
        var failures: Int64 = 0
        do {
            var inputs: [JSONValue] = []
            for (index, item) in items.enumerated() { inputs.append(try run.selection.input(of: item, index: index)) }
            if let batching = run.batching { inputs = batching.batches(of: inputs).map(batching.input) }
            for input in inputs {
                let child = try Rehearsal(run.definition, input: "\(input)", start: now, worker: worker)
                switch child.run() {
                case .succeeded(let output): outputs.append(output.value)
                case .failed(let error, let cause):
                    failures += 1
                    if run.tolerance.isExceeded(failures: failures, of: Int64(inputs.count)) {
                        return .failed(error: error, cause: cause)
                    }
                case .aborted, .timedOut, nil: return .aborted
                }
            }
            return .succeeded(output: Payload(.array(outputs)))
        } catch let failure as StateFailure {
            return .failed(error: failure.error, cause: failure.cause)
        } catch {
            return .failed(error: nil, cause: "\(error)")
        }
    }

    /// The kinds of the events with those they follow: `3 PassStateExited ← 2`.
    var lines: [String] {
        history.map { "\($0.id) \($0.type.rawValue) ← \($0.previousEventID)" }
    }

    var types: [HistoryEventType] { history.map(\.type) }
}

extension ExecutionIdentity {
    static func rehearsed(at start: Timestamp) -> ExecutionIdentity {
        ExecutionIdentity(
            arn: "arn:aws:states:us-east-1:000000000000:execution:rehearsed:run-1", name: "run-1",
            roleARN: "arn:aws:iam::000000000000:role/rehearsal", startTime: start,
            stateMachineARN: "arn:aws:states:us-east-1:000000000000:stateMachine:rehearsed",
            stateMachineName: "rehearsed")
    }
}

extension HistoryEvent {
    /// The event as the API shows it.
    var json: JSONValue {
        var event: JSONObject = [
            "timestamp": .string("\(timestamp)"), "type": .string(type.rawValue), "id": .int(id),
            "previousEventId": .int(previousEventID),
        ]
        if let details = details.json { event[type.detailsName] = .object(details) }
        return .object(event)
    }
}

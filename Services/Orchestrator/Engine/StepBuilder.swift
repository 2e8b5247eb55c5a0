import MeshCore
import StatesLanguage

/// Makes the orders of a machine into what is to be written, and what is to be done after that.
struct StepBuilder {
    var write: StepWrite
    var effects: StepEffects
    private var events: [HistoryEvent] = []
    private let resident: Resident
    let now: Timestamp
    private let isDurable: Bool

    init(resident: Resident, shard: Int64, at now: Timestamp, beginning: ExecutionRecord?, mail: [Int64]) {
        self.resident = resident
        self.now = now
        isDurable = resident.record.kind.isDurable
        write = StepWrite(execution: resident.record.number, shard: shard)
        effects = StepEffects(execution: resident.record.number)
        // Of an express execution only that it runs is written, and that only when nobody waits for it.
        write.beginning = beginning
        write.takenMail = mail
    }

    /// Takes note of what an event itself means for the store.
    mutating func note(_ event: MachineEvent) {
        switch event {
        case .taskSucceeded(let task, _), .taskFailed(let task, _, _), .taskTimedOut(let task, _, _),
            .taskStartFailed(let task, _, _), .taskSubmitFailed(let task, _, _):
            write.endedTasks.append(task.number)
        case .taskSubmitted(let task, _):
            write.waitingTasks.append(task.number)
        case .timerFired(let timer):
            write.cancelledTimers.append(timer.number)
        case .redrive(let token):
            write.redrive = (resident.record.redriveCount + 1, now, token)
        case .start, .proceed, .taskStarted, .taskHeartbeat, .mapRunEnded, .stop: break
        }
    }

    /// Adds an order.
    ///
    /// - Throws: `StoreError` when the activity of a task cannot be looked up.
    mutating func add(_ order: MachineOrder, _ environment: EngineEnvironment) throws {
        switch order {
        case .record(let event): events.append(event)
        case .dispatch(let task): try add(task, environment)
        case .setTimer(let id, let due):
            write.timers.append(.init(id: id.number, due: due))
            effects.timers.append(
                TimerEntry(key: .init(execution: write.execution, timer: id.number), due: due))
        case .cancelTimer(let id):
            if let index = write.timers.firstIndex(where: { $0.id == id.number }) {
                write.timers.remove(at: index)
                effects.timers.removeAll { $0.key.timer == id.number }
            } else {
                write.cancelledTimers.append(id.number)
            }
            effects.cancelledTimers.append(id.number)
        case .cancelTask(let id, let isJob):
            effects.dispatches.removeAll { $0.id == id }
            write.tasks.removeAll { $0.order.id == id }
            write.endedTasks.append(id.number)
            effects.cancelledTasks.append(id.number)
            if isJob { try stopJob(of: id, environment) }
        // The shard itself runs them: it has the numbers of the records.
        case .startMapRun, .stopMapRun: break
        case .proceed: effects.hasMore = true
        case .end(let outcome):
            let ending = ExecutionEnding(outcome, at: now)
            write.ending = ending
            effects.ending = ending
        }
    }

    /// Stops the execution that a task has started and waits for.
    private mutating func stopJob(of task: TaskID, _ environment: EngineEnvironment) throws {
        guard let child = try environment.store.openExecution(of: task.number, parent: write.execution) else { return }
        let shard = child & ((1 << NumberSequence.shardBits) - 1)
        write.sentMail.append(Mail(shard: shard, execution: child, message: .stop(error: nil, cause: nil)))
        effects.mailedShards.insert(shard)
    }

    private mutating func add(_ task: TaskOrder, _ environment: EngineEnvironment) throws {
        guard case .activity(let arn) = task.resource.target else {
            write.tasks.append(TaskEntry(order: task, phase: .dispatched))
            effects.dispatches.append(task)
            return
        }
        // A name that cannot be read names no activity: the task waits until its time is over, as AWS's do.
        let activity: Activity? =
            if case .activity(let name)? = try? environment.store.scope.resource(of: arn) {
                try environment.store.activity(name)
            } else {
                nil
            }
        write.tasks.append(TaskEntry(order: task, phase: .queued, activity: activity?.number))
        if let activity { effects.activities.insert(activity.number) }
    }

    /// What is to be written, and what is to be done.
    ///
    /// - Parameter hasOrders: Whether the machine had any: without, its state is as it was.
    mutating func finish(machine: ExecutionMachine, hasOrders: Bool) -> (StepWrite, StepEffects) {
        stopItems()
        guard isDurable else { return finishExpress() }
        write.history = HistoryChunk(events, payloads: &write.payloads)
        if hasOrders || write.beginning != nil, write.ending?.status != .succeeded {
            write.state = .init(bytes: machine.state.encoded, hasMore: effects.hasMore && write.ending == nil)
        }
        if let ending = write.ending {
            write.tasks = []
            write.timers = []
            write.waitingTasks = []
            tellParent(of: ending)
        }
        return (write, effects)
    }

    /// The items of a map run that does not go well are stopped, once its end is on disk: from there on a recovery sees to it.
    private mutating func stopItems() {
        for case .change(let mapRun) in write.mapRuns {
            switch mapRun.status {
            case .failed, .aborted: effects.mapRunJobs.append(.stop(mapRun: mapRun.number))
            case .reading, .running, .succeeded: break
            }
        }
    }

    private mutating func finishExpress() -> (StepWrite, StepEffects) {
        var written = StepWrite(execution: write.execution, shard: write.shard)
        if write.ending == nil { written.beginning = write.beginning?.kind == .express ? write.beginning : nil }
        written.mapRuns = write.mapRuns
        write = written
        return (write, effects)
    }

    /// The task that waits for this execution's end hears of it in the same transaction.
    private mutating func tellParent(of ending: ExecutionEnding) {
        guard let parent = resident.record.parent, parent.interest != .none else { return }
        let identity = resident.machine.identity
        let report = NestedExecutionReport(
            record: resident.record, arn: identity.arn, ending: ending, machineARN: identity.stateMachineARN)
        let shard = parent.execution & ((1 << NumberSequence.shardBits) - 1)
        write.sentMail.append(
            Mail(
                shard: shard, execution: parent.execution,
                message: report.message(to: parent.task, isJSON: parent.interest == .json)))
        effects.mailedShards.insert(shard)
    }
}

import Logging
import MeshCore
import StatesLanguage

extension ExecutionShard {
    /// Begins an execution.
    ///
    /// - Parameters:
    ///   - draft: Its row, with any number.
    ///   - definition: What it runs.
    ///   - roleARN: Its role.
    /// - Returns: Its row with its number, once it is on disk; nil when an execution of its name is there.
    /// - Throws: `StoreError`; ``OrchestratorError/notReady``.
    func begin(
        _ draft: (Int64, Timestamp) -> ExecutionRecord, definition: Definition, roleARN: String
    ) async throws -> ExecutionRecord? {
        guard !hasClosed else { throw OrchestratorError.notReady }
        let now = environment.clock.now()
        let record = draft(sequence.next(at: now), now)
        let result = try await withCheckedThrowingContinuation { continuation in
            start(record, definition: definition, roleARN: roleARN, waiter: continuation)
        }
        return result == .done ? record : nil
    }

    /// Makes an execution and its first step.
    func start(
        _ record: ExecutionRecord, definition: Definition, roleARN: String, mapRunARN: String? = nil,
        changes: [MapRunWrite] = [], isKnown: Bool = false, waiter: CheckedContinuation<StepResult, any Error>? = nil
    ) {
        let identity = record.identity(in: environment.store.scope, roleARN: roleARN, mapRunARN: mapRunARN)
        let limits = record.kind.isDurable ? environment.limits : environment.limits.ofExpress
        let machine = ExecutionMachine(definition: definition, identity: identity, limits: limits)
        residents[record.number] = Resident(record: record, machine: machine)
        let input: Payload
        do {
            input = try Payload(parsing: record.input)
        } catch {
            waiter?.resume(
                throwing: OrchestratorError.invalidExecutionInput("Invalid State Machine Execution Input: '\(error)'"))
            residents[record.number] = nil
            return
        }
        step(
            record.number, [.start(input: input)], beginning: isKnown ? nil : record, mapRunChanges: changes,
            waiter: waiter)
    }

    /// Tells an execution what has happened, and waits until what follows is on disk.
    ///
    /// - Throws: `StoreError`; ``OrchestratorError``.
    func deliver(_ events: [MachineEvent], to execution: Int64) async throws {
        _ = try await withCheckedThrowingContinuation { continuation in
            step(execution, events, waiter: continuation)
        }
    }

    /// Tells an execution what has happened.
    ///
    /// - Parameters:
    ///   - beginning: Its row, when this is its first step.
    ///   - mail: The message that told of it, which goes with the step.
    ///   - mapRunChanges: What is to be written with the step.
    func step(
        _ execution: Int64, _ events: [MachineEvent], beginning: ExecutionRecord? = nil, mail: [Int64] = [],
        mapRunChanges: [MapRunWrite] = [], waiter: CheckedContinuation<StepResult, any Error>? = nil
    ) {
        do {
            // Taken out, so that its state has one owner and is not copied.
            guard var resident = try residents.removeValue(forKey: execution) ?? restore(execution) else {
                discard(mail, of: execution, waiter)
                return
            }
            let now = max(environment.clock.now(), resident.lastTime)
            resident.lastTime = now
            var orders: [MachineOrder] = []
            var builder = StepBuilder(resident: resident, shard: number, at: now, beginning: beginning, mail: mail)
            builder.write.mapRuns = mapRunChanges
            for event in events where resident.takes(event) {
                builder.note(event)
                orders += resident.machine.handle(event, at: now, randomness: &randomness)
            }
            for order in orders { try builder.add(order, environment) }
            try noteMapRuns(orders, of: &resident, &builder)
            let (write, effects) = builder.finish(machine: resident.machine, hasOrders: !orders.isEmpty)
            resident.apply(write, effects)
            settle(resident, write, effects, waiter)
        } catch {
            environment.logger.error(
                "Failed to step an execution", metadata: ["execution": "\(execution)", "error": "\(error)"])
            waiter?.resume(throwing: error)
            // What is in memory may be half a step ahead of what is to be written.
            forgetAll(because: error)
        }
    }

    private func settle(
        _ resident: Resident, _ write: StepWrite, _ effects: StepEffects,
        _ waiter: CheckedContinuation<StepResult, any Error>?
    ) {
        var resident = resident
        // What has more to do goes through the queue all the same, so that others get their turns.
        guard !write.isEmpty || effects.hasMore else {
            residents[resident.record.number] = resident
            carryOut(effects)
            evict(resident.record.number)
            waiter?.resume(returning: .done)
            return
        }
        resident.unwritten += 1
        residents[resident.record.number] = resident
        enqueue(QueuedStep(write: write, effects: effects, waiter: waiter))
    }

    /// A message to an execution that is gone is taken out of the store all the same.
    private func discard(_ mail: [Int64], of execution: Int64, _ waiter: CheckedContinuation<StepResult, any Error>?) {
        guard !mail.isEmpty else {
            waiter?.resume(throwing: OrchestratorError.executionDoesNotExist(arn: "\(execution)"))
            return
        }
        var write = StepWrite(execution: execution, shard: number)
        write.takenMail = mail
        enqueue(QueuedStep(write: write, effects: StepEffects(execution: execution), waiter: waiter))
    }

    /// Reads an execution back into memory; nil when it is gone or not this shard's.
    func restore(_ execution: Int64) throws -> Resident? {
        guard let record = try environment.store.execution(execution), record.shard == number, record.kind.isDurable,
            let bytes = try environment.store.state(of: execution)
        else { return nil }
        let revision = try environment.revisions.revision(record.revision)
        let mapRunARN = try record.item.flatMap { try environment.store.mapRun($0.mapRun) }
            .map { environment.store.scope.text($0.resource) }
        let identity = record.identity(
            in: environment.store.scope, roleARN: revision.revision.settings.roleARN, mapRunARN: mapRunARN)
        let machine = ExecutionMachine(
            definition: try environment.revisions.definition(of: record), identity: identity,
            limits: environment.limits, state: try ExecutionState(decoding: bytes))
        var resident = Resident(record: record, machine: machine)
        for mapRun in try environment.store.openMapRuns(of: execution) { resident.mapRuns[mapRun.number] = mapRun }
        return resident
    }

    /// Does what follows from a step that is on disk.
    func carryOut(_ effects: StepEffects) {
        for key in effects.cancelledTimers { wheel.cancel(.init(execution: effects.execution, timer: key)) }
        for timer in effects.timers { setTimer(timer) }
        for task in effects.cancelledTasks { environment.dispatcher.cancel(task, of: effects.execution) }
        if !effects.dispatches.isEmpty { dispatch(effects.dispatches, of: effects.execution) }
        for activity in effects.activities { environment.switchboard.tellActivity(activity) }
        for shard in effects.mailedShards { environment.switchboard.tellShard(shard) }
        for job in effects.mapRunJobs { mapRunDesk.yield(job) }
        if let ending = effects.ending { tellEnd(of: effects.execution, ending) }
        if effects.hasMore { step(effects.execution, [.proceed]) }
    }

    private func tellEnd(of execution: Int64, _ ending: ExecutionEnding) {
        if let waiter = expressWaiters.removeValue(forKey: execution) {
            waiter.resume(returning: ending)
        }
        environment.switchboard.wakePollers(of: .end(execution: execution))
        if let record = residents[execution]?.record, record.kind == .express {
            endedExpress.append(execution)
        }
    }

    /// Hands tasks to whoever does them, each once: one that has just been written may be read by a recovery too.
    ///
    /// - Parameter isResumed: Whether they may have been under way before.
    func dispatch(_ orders: [TaskOrder], of execution: Int64, isResumed: Bool = false) {
        guard let resident = residents[execution] else { return }
        for order in orders where residents[execution]?.tasksUnderWay.insert(order.id.number).inserted == true {
            var job = TaskJob(record: resident.record, identity: resident.machine.identity, order: order, shard: self)
            job.isResumed = isResumed
            environment.dispatcher.dispatch(job)
        }
    }

    /// Takes what came of a task.
    func taskEnded(_ task: Int64, of execution: Int64, _ outcome: TaskOutcome) async throws {
        residents[execution]?.tasksUnderWay.remove(task)
        try await deliver(outcome.events(of: TaskID(task)), to: execution)
    }
}

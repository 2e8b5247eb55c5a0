import Logging
import MeshCore
import MeshStore
import StatesLanguage

/// The executions of a shard that are in memory, and their way to the disk.
///
/// It guards them as one, not each as an actor of its own: what several do at the same time is one transaction, checked
/// once against the shard's fence, and an execution that waits costs nothing. A step changes an execution in memory at once;
/// what it wants done outside is done when the step is on disk. Steps are written in the order in which they were made, so
/// that what is on disk is always a state that the executions have been in. When a write fails, all of them are forgotten
/// and read again.
actor ExecutionShard {
    let number: Int64
    nonisolated let lease: ShardLease
    let environment: EngineEnvironment

    var residents: [Int64: Resident] = [:]
    var queue: [QueuedStep] = []
    var sequence: NumberSequence
    var randomness: EngineRandomness
    var wheel: TimerWheel
    /// Timers before this moment are in the wheel; the others are on disk alone.
    var horizon: Timestamp
    /// When more timers are to be read.
    var nextReading: Timestamp
    /// How often all that is in memory was forgotten.
    var lives = 0
    let alarm = Alarm()
    let mailbox = Alarm()
    /// For each map run in progress, the first of its items that was not yet looked at.
    var itemCursors: [Int64: Int64] = [:]
    /// The executions of the map runs in progress.
    var mapRunParents: [Int64: Int64] = [:]
    /// What is to be done for map runs.
    let mapRunJobs: AsyncStream<MapRunJob>
    let mapRunDesk: AsyncStream<MapRunJob>.Continuation
    /// The number of the last message that was taken out of the store.
    var lastMail: Int64 = 0
    /// Those who wait for the end of an express execution.
    var expressWaiters: [Int64: CheckedContinuation<ExecutionEnding, any Error>] = [:]
    /// Express executions that have ended and whose rows are to be deleted.
    var endedExpress: [Int64] = []

    private var isClosed = false
    /// Ends when the shard is closed.
    private let life: AsyncStream<Void>
    private let lifeline: AsyncStream<Void>.Continuation
    private var isWriting = false
    /// Why all that is in memory must be forgotten.
    private var fault: (any Error)?
    private var drained: [CheckedContinuation<Void, Never>] = []
    private var idleWriter: CheckedContinuation<Void, Never>?

    init(
        lease: ShardLease, lastNumber: Int64, environment: EngineEnvironment, randomness: EngineRandomness = .system
    ) {
        number = lease.shard
        self.lease = lease
        self.environment = environment
        self.randomness = randomness
        sequence = NumberSequence(shard: lease.shard, after: lastNumber)
        let now = environment.clock.now()
        wheel = TimerWheel(at: now)
        horizon = now
        nextReading = now
        (mapRunJobs, mapRunDesk) = AsyncStream.makeStream()
        (life, lifeline) = AsyncStream.makeStream()
    }

    /// Runs the shard until it is closed or lost.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.runWriter() }
            group.addTask { try await self.runTimers() }
            group.addTask { try await self.runMail() }
            group.addTask { await self.workOnMapRuns() }
            group.addTask { try await self.recover() }
            group.addTask {
                for await _ in self.life {}
                await self.close()
            }
            try await group.waitForAll()
        }
    }

    /// Takes no more steps, and ends once those that wait are on disk.
    func close() {
        isClosed = true
        lifeline.finish()
        alarm.ring()
        mailbox.ring()
        mapRunDesk.finish()
        wakeWriter()
    }

    /// Takes no more steps, and returns when those that wait are on disk.
    func closeAndDrain() async {
        close()
        guard !queue.isEmpty || isWriting else { return }
        await withCheckedContinuation { drained.append($0) }
    }

    var hasClosed: Bool { isClosed }

    // MARK: - Steps that wait

    /// Puts a step behind those that wait to be written.
    func enqueue(_ step: QueuedStep) {
        guard !isClosed else {
            step.waiter?.resume(throwing: OrchestratorError.notReady)
            return
        }
        queue.append(step)
        wakeWriter()
    }

    /// Has all that is in memory forgotten and read again, before anything else is written.
    func forgetAll(because error: any Error) {
        fault = error
        wakeWriter()
    }

    private func wakeWriter() {
        idleWriter?.resume()
        idleWriter = nil
    }

    private func runWriter() async throws {
        while true {
            while queue.isEmpty, endedExpress.isEmpty, fault == nil, !isClosed {
                await withCheckedContinuation { idleWriter = $0 }
            }
            if let error = fault {
                fault = nil
                await abandon([], because: error)
            }
            if queue.isEmpty, endedExpress.isEmpty {
                if isClosed { break }
                continue
            }
            isWriting = true
            await writeNext()
            isWriting = false
        }
        fail(with: OrchestratorError.notReady)
        drained.forEach { $0.resume() }
        drained = []
    }

    private func writeNext() async {
        await forgetEndedExpress()
        guard !queue.isEmpty else { return }
        let batch = Array(queue.prefix(environment.settings.stepsPerWrite))
        queue.removeFirst(batch.count)
        environment.observer.reached(.beforeWrite)
        do {
            let results = try await environment.store.write(batch.map(\.write), under: lease)
            environment.observer.reached(.afterWrite)
            for (step, result) in zip(batch, results) { finish(step, result) }
        } catch {
            await abandon(batch, because: error)
        }
    }

    private func forgetEndedExpress() async {
        guard !endedExpress.isEmpty else { return }
        let numbers = endedExpress
        endedExpress = []
        do {
            try await environment.store.forgetExpress(numbers)
        } catch {
            // They are run again after a restart, which an express execution allows.
            environment.logger.warning("Failed to forget express executions", metadata: ["error": "\(error)"])
        }
    }

    private func finish(_ step: QueuedStep, _ result: StepResult) {
        let number = step.effects.execution
        residents[number]?.unwritten -= 1
        if residents[number]?.unwritten == 0 { residents[number]?.cancelledTimers = [] }
        switch result {
        case .nameTaken:
            residents[number] = nil
        case .done:
            carryOut(step.effects)
            evict(number)
        }
        step.waiter?.resume(returning: result)
    }

    /// Forgets all that rests on steps that are not on disk, and begins again from what is.
    private func abandon(_ batch: [QueuedStep], because error: any Error) async {
        let isLost = if case .leaseLost? = error as? StoreError { true } else { false }
        environment.logger.warning(
            isLost ? "Lost shard" : "Failed to write steps",
            metadata: ["shard": "\(number)", "steps": "\(batch.count + queue.count)", "error": "\(error)"])
        for step in batch { step.waiter?.resume(throwing: error) }
        fail(with: error)
        if isLost {
            close()
            return
        }
        do {
            // A disk that is full or busy is not so for a while.
            try await environment.pauses.sleep(for: .milliseconds(200))
            try await recover()
        } catch {
            environment.logger.error(
                "Failed to recover a shard", metadata: ["shard": "\(number)", "error": "\(error)"])
            close()
        }
    }

    private func fail(with error: any Error) {
        lives += 1
        let waiting = queue
        queue = []
        residents = [:]
        wheel = TimerWheel(at: environment.clock.now())
        horizon = environment.clock.now()
        nextReading = horizon
        lastMail = 0
        itemCursors = [:]
        mapRunParents = [:]
        for step in waiting { step.waiter?.resume(throwing: error) }
        for waiter in expressWaiters.values { waiter.resume(throwing: error) }
        expressWaiters = [:]
    }

    /// Forgets an execution for which nothing is to be done soon.
    func evict(_ execution: Int64) {
        let soon = environment.clock.now() + environment.settings.residence
        guard residents[execution]?.isIdle(before: soon) == true else { return }
        residents[execution] = nil
    }
}

import Logging
import MeshCore
import MeshStore
import StatesLanguage

/// Runs workflows: starts executions, tells them what happens, and has their tasks done.
package struct WorkflowEngine: Sendable {
    let environment: EngineEnvironment
    let keeper: ShardKeeper
    private let bells: any InstanceBells
    private let thread: EngineThread?

    /// - Parameter thread: Runs it, and ends with it; nil to run where its caller does.
    init(
        environment: EngineEnvironment, keeper: ShardKeeper, bells: any InstanceBells, thread: EngineThread? = nil
    ) {
        self.thread = thread
        self.environment = environment
        self.keeper = keeper
        self.bells = bells
    }

    var store: OrchestratorStore { environment.store }

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        guard let thread else { return try await work() }
        try await thread.run { try await work() }
    }

    private func work() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await keeper.run() }
            group.addTask { try await environment.dispatcher.run() }
            defer { group.cancelAll() }
            try await group.waitForAll()
        }
    }

    /// Does what another instance's bell asks for.
    func heard(_ bell: InstanceBell) {
        switch bell {
        case .mail: environment.switchboard.announceMail()
        case .activity(let activity): environment.switchboard.wakePollers(of: .task(activity: activity))
        case .shards: keeper.lookNow()
        case .holds: environment.dispatcher.tryAgain()
        }
    }

    // MARK: - Executions

    /// Starts an execution.
    ///
    /// - Returns: The execution, once it is on disk; the one that the same request has started before, while it runs.
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func start(_ request: StartRequest) async throws -> ExecutionRecord {
        let revision = try environment.revisions.revision(request.target.revision)
        let isExpress = request.target.type == .express
        if let name = request.name, !isExpress, let known = try known(name, request) { return known }
        var random = SystemRandomNumberGenerator()
        let name = request.name ?? UUIDText.make(using: &random)
        let shard = try environment.switchboard.nextShard()
        let record = try await shard.begin(
            { number, now in
                ExecutionRecord(
                    number: number, shard: number & ((1 << NumberSequence.shardBits) - 1),
                    machine: request.target.machine, machineName: request.target.machineName, name: name,
                    revision: request.target.revision, version: request.target.version, alias: request.target.alias,
                    kind: isExpress ? .express : .standard, parent: request.parent, startedAt: now,
                    input: request.input, traceHeader: request.traceHeader)
            }, definition: revision.definition, roleARN: revision.revision.settings.roleARN)
        if let record { return record }
        // Somebody else has just taken the name.
        guard let known = try known(name, request) else { throw OrchestratorError.notReady }
        return known
    }

    /// The execution of a name, if the request is the one that has started it.
    private func known(_ name: String, _ request: StartRequest) throws -> ExecutionRecord? {
        guard let found = try store.execution(name, ofMachine: request.target.machineName) else { return nil }
        let isSame = found.parent == request.parent && found.input == request.input
        guard isSame, found.status.isOpen || request.parent != nil else {
            throw OrchestratorError.executionAlreadyExists(arn: store.scope.text(found.resource))
        }
        return found
    }

    /// Runs an express execution to its end, in memory.
    ///
    /// - Throws: ``OrchestratorError``; `CancellationError`.
    func run(_ request: StartRequest) async throws -> (ExecutionRecord, ExecutionEnding) {
        let revision = try environment.revisions.revision(request.target.revision)
        var random = SystemRandomNumberGenerator()
        let name = request.name ?? UUIDText.make(using: &random)
        let shard = try environment.switchboard.nextShard()
        return try await shard.runExpress(
            { number, now in
                ExecutionRecord(
                    number: number, shard: number & ((1 << NumberSequence.shardBits) - 1),
                    machine: request.target.machine, machineName: request.target.machineName, name: name,
                    revision: request.target.revision, version: request.target.version, alias: request.target.alias,
                    kind: .expressItem, startedAt: now, input: request.input, traceHeader: request.traceHeader)
            }, definition: revision.definition, roleARN: revision.revision.settings.roleARN)
    }

    /// Stops an execution; one that has ended stays as it is.
    ///
    /// - Returns: When it stopped.
    /// - Throws: `StoreError`.
    func stop(_ record: ExecutionRecord, error: String?, cause: String?) async throws -> Timestamp {
        if let stoppedAt = record.stoppedAt { return stoppedAt }
        try await tell(record.number, .stop(error: error, cause: cause))
        try await wait(for: record.number, atMost: Self.mailPatience) { $0.stoppedAt != nil }
        return try store.execution(record.number)?.stoppedAt ?? environment.clock.now()
    }

    /// Lets an execution go on that did not succeed.
    ///
    /// - Parameter token: By which the request is known when it comes again.
    /// - Throws: `StoreError`; ``OrchestratorError/executionNotRedrivable(_:)``.
    func redrive(_ record: ExecutionRecord, token: String?) async throws -> Timestamp {
        try await tell(record.number, .redrive(token: token))
        try await wait(for: record.number, atMost: Self.mailPatience) { $0.redriveCount > record.redriveCount }
        return try store.execution(record.number)?.redrivenAt ?? environment.clock.now()
    }

    /// Changes the limits of a map run.
    ///
    /// - Throws: ``OrchestratorError/notReady`` when another instance runs it; `StoreError`.
    func change(
        _ mapRun: MapRunRecord, maxConcurrency: Int64?, toleratedCount: Int64?, toleratedPercentage: Double?
    ) async throws {
        let message = ExecutionMessage.mapRunChanged(
            mapRun: mapRun.number, maxConcurrency: maxConcurrency, toleratedCount: toleratedCount,
            toleratedPercentage: toleratedPercentage)
        let shard = mapRun.execution & ((1 << NumberSequence.shardBits) - 1)
        try await store.send(Mail(shard: shard, execution: mapRun.execution, message: message))
        environment.switchboard.tellShard(shard)
    }

    /// Tells an execution something, wherever it is.
    ///
    /// - Throws: `StoreError`; `JSONParseError`.
    func tell(_ execution: Int64, _ message: ExecutionMessage) async throws {
        if let shard = environment.switchboard.shard(of: execution) {
            do {
                return try await shard.deliver(try message.events(), to: execution)
            } catch OrchestratorError.notReady {
                // The shard has just been given up; whoever has it now reads its mail.
            } catch StoreError.leaseLost {
                // The same.
            }
        }
        let shard = execution & ((1 << NumberSequence.shardBits) - 1)
        try await store.send(Mail(shard: shard, execution: execution, message: message))
        environment.switchboard.tellShard(shard)
    }

    /// How long is waited for another instance to do what it was told. It does it in any case; who asks then sees it later.
    private static let mailPatience = Duration.seconds(10)

    /// Waits until an execution has ended, or for so long.
    ///
    /// - Throws: `CancellationError`; `StoreError`.
    func waitForEnd(of execution: Int64, atMost limit: Duration) async throws {
        // What ends here is announced; the store is asked in case that another instance takes over meanwhile.
        let isAnnounced = environment.switchboard.shard(of: execution) != nil
        try await wait(for: execution, first: .milliseconds(isAnnounced ? 500 : 1), atMost: limit) { !$0.status.isOpen }
    }

    /// Waits until an execution is as wanted, or is gone, or for so long.
    private func wait(
        for execution: Int64, first: Duration = .milliseconds(1), atMost limit: Duration,
        until isWanted: (ExecutionRecord) -> Bool
    ) async throws {
        // Another instance does not tell how its executions fare: the store is asked, more and more seldom.
        _ = try await look(
            at: .end(execution: execution), first: first, longest: max(first, .milliseconds(100)), atMost: limit
        ) {
            guard let record = try store.execution(execution), !isWanted(record) else { return true }
            return nil
        }
    }

    // MARK: - Tasks

    /// Tells the task of a token how it ended, or that it lives.
    ///
    /// - Throws: ``OrchestratorError``; `StoreError`.
    func answer(_ token: String, _ message: (Int64) -> ExecutionMessage) async throws {
        guard TaskToken.isOne(token) else { throw OrchestratorError.invalidToken("Invalid token") }
        guard let task = try store.task(ofToken: token) else { throw OrchestratorError.taskTimedOut }
        try await tell(task.execution, message(task.id))
    }

    /// The next task of an activity; nil when none comes in time.
    ///
    /// - Throws: `CancellationError`; `StoreError`.
    func poll(_ activity: Int64, worker: String?, atMost limit: Duration) async throws -> ActivityTask? {
        // A bell may be lost: who waits looks again.
        try await look(at: .task(activity: activity), first: .seconds(1), longest: .seconds(1), atMost: limit) {
            try await take(from: activity, worker: worker)
        }
    }

    /// Looks for something until it is there: whenever there are news, and after pauses that grow by a quarter, so that it is
    /// found at most a quarter of the time late that it took.
    ///
    /// - Returns: What `find` gave; nil when it gave nothing in time.
    func look<Found>(
        at news: Switchboard.News, first: Duration, longest: Duration, atMost limit: Duration,
        _ find: () async throws -> Found?
    ) async throws -> Found? {
        let follower = environment.switchboard.follow(news)
        defer { environment.switchboard.unfollow(follower) }
        let end = MonotonicInstant.now().advanced(by: limit)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            // The pauses come through the stream too: one whose reader is cancelled tells nothing any more.
            group.addTask { [pauses = environment.pauses, continuation = follower.continuation] in
                var pause = first
                while case let left = MonotonicInstant.now().duration(to: end), left > .zero {
                    try await pauses.sleep(for: min(pause, left))
                    continuation.yield()
                    pause = min(pause * 5 / 4, longest)
                }
                continuation.finish()
            }
            defer { group.cancelAll() }
            var turns = follower.stream.makeAsyncIterator()
            repeat {
                if let found = try await find() { return found }
            } while await turns.next() != nil
            try Task.checkCancellation()
            return nil
        }
    }

    private func take(from activity: Int64, worker: String?) async throws -> ActivityTask? {
        guard try store.hasQueuedTask(activity), let taken = try await store.takeTask(from: activity, worker: worker)
        else { return nil }
        environment.switchboard.tellShard(taken.shard)
        return taken.task
    }
}

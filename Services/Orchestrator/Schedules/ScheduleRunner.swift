import Logging
import MeshCore
import MeshStore

/// Runs schedules: records the times that have come, takes up what nobody carries, and calls targets.
///
/// Every instance runs one. What is recorded is recorded once, because the transaction that does it moves the schedule on;
/// a firing is one instance's by its lease, and an outcome that an earlier holder writes down is refused by the fence.
struct ScheduleRunner: Sendable {
    let store: ScheduleStore
    let target: any ScheduleTarget
    /// The mark of this process.
    let owner: String
    /// Whether the process of an owner runs.
    let isAlive: @Sendable (String) -> Bool
    let pauses: any Clock<Duration>
    let logger: Logger
    private let carried = CarriedFirings()

    init(
        store: ScheduleStore, target: any ScheduleTarget, owner: String,
        isAlive: @escaping @Sendable (String) -> Bool, pauses: any Clock<Duration>, logger: Logger
    ) {
        self.store = store
        self.target = target
        self.owner = owner
        self.isAlive = isAlive
        self.pauses = pauses
        self.logger = logger
    }

    /// Works until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await lookOut() }
            group.addTask { try await keepLeases() }
            group.addTask { try await tidy() }
            try await group.waitForAll()
        }
    }

    /// Records what is due and calls the targets of what was taken up, once, until all of them have answered.
    ///
    /// - Returns: How many were called.
    /// - Throws: `StoreError`.
    @discardableResult
    func step() async throws -> Int {
        let firings = try await due()
        await withDiscardingTaskGroup { group in
            for firing in firings { group.addTask { await carry(firing) } }
        }
        return firings.count
    }

    private func lookOut() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while true {
                var isMore = false
                do {
                    let firings = try await due()
                    isMore = !firings.isEmpty
                    for firing in firings { group.addTask { await carry(firing) } }
                } catch let error as StoreError {
                    logger.warning("Failed to look for due schedules", metadata: ["error": "\(error)"])
                }
                if !isMore { try await pauses.sleep(for: store.settings.lookout) }
            }
        }
    }

    private func due() async throws -> [ScheduleFiring] {
        let settings = store.settings
        let room = settings.calls - carried.count
        guard room > 0 else { return [] }
        if try store.isDue(at: store.clock.now()) { _ = try await store.record(at: store.clock.now()) }
        let firings = try await store.takeUp(room, at: store.clock.now(), as: owner, isAlive: isAlive)
        firings.forEach(carried.add)
        return firings
    }

    private func carry(_ firing: ScheduleFiring) async {
        defer { carried.remove(firing) }
        do {
            try await settle(firing)
        } catch is CancellationError {
            // The service ends; whoever takes it up calls again, with the same token.
        } catch {
            logger.error("Failed to carry a firing", metadata: metadata(of: firing, ["error": "\(error)"]))
        }
    }

    private func settle(_ firing: ScheduleFiring) async throws {
        var check = ConstraintCheck()
        let members = TargetMembers(firing.target, &check)
        let definition = try TargetDefinition(members, in: store.place)
        let call = TargetCall(
            firing: firing.id, target: definition,
            attributes: ContextAttributes(
                scheduleARN: firing.key.arn(in: store.place), scheduledTime: firing.scheduledAt,
                executionID: firing.id.text, attempt: firing.failures + 1),
            in: store.place)
        let outcome = await outcome(of: call)
        try Task.checkCancellation()
        switch outcome {
        case .delivered: try await store.finish(firing)
        case .refused(let failure): try await giveUp(firing, call, failure, nil)
        case .failed(let failure):
            // Jitter that a seed replays: drawn from the identity of the run and the attempt.
            var random = SplitMix64(
                seed: (UInt64(firing.id.text.prefix(16), radix: 16) ?? 0) &+ UInt64(firing.failures))
            let decision = definition.retry.decision(
                afterAttempts: firing.failures + 1, recordedAt: firing.recordedAt, at: store.clock.now(),
                random: &random)
            switch decision {
            case .again(let again):
                logger.info("A target failed", metadata: metadata(of: firing, ["error.code": "\(failure.code)"]))
                try await store.postpone(firing, until: again)
            case .exhausted(let condition): try await giveUp(firing, call, failure, condition)
            }
        }
    }

    /// Calls the target; a call that takes too long has failed.
    private func outcome(of call: TargetCall) async -> TargetOutcome {
        await withTaskGroup(of: TargetOutcome?.self) { [pauses, target, limit = store.settings.callTimeout] group in
            group.addTask { await target.call(call) }
            group.addTask {
                // Ends early only when the call has answered or the service ends, and then nobody looks.
                try? await pauses.sleep(for: limit)
                return Task.isCancelled
                    ? nil
                    : .failed(TargetFailure(code: "TimedOut", message: "The target did not answer within \(limit)."))
            }
            defer { group.cancelAll() }
            for await outcome in group {
                if let outcome { return outcome }
            }
            return .failed(TargetFailure(code: "Cancelled", message: "The service ends."))
        }
    }

    private func giveUp(
        _ firing: ScheduleFiring, _ call: TargetCall, _ failure: TargetFailure, _ condition: ExhaustedCondition?
    ) async throws {
        logger.error(
            "Gave up the call of a target",
            metadata: metadata(of: firing, ["error.code": "\(failure.code)", "error.message": "\(failure.message)"]))
        try await store.giveUp(firing, DeadLetter(call, failure: failure, condition: condition))
    }

    private func keepLeases() async throws {
        while true {
            try await pauses.sleep(for: store.settings.lease / 4)
            do {
                let held = carried.all
                _ = try await store.renew(held, until: store.clock.now() + store.settings.lease)
            } catch let error as StoreError {
                logger.warning("Failed to prolong leases of firings", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Goes on with groups that are being deleted, tells queues of dead letters, and forgets old tokens.
    private func tidy() async throws {
        while true {
            do {
                while try await store.sweepGroups() {}
                try await tellDeadLetters()
                try await store.forgetTokens(before: store.clock.now() - store.settings.tokenLifetime)
            } catch let error as StoreError {
                logger.warning("Failed to tidy up schedules", metadata: ["error": "\(error)"])
            }
            try await pauses.sleep(for: .seconds(5))
        }
    }

    /// - Throws: `StoreError`.
    func tellDeadLetters() async throws {
        for (number, letter) in try await store.takeUpDeadLetters(50, at: store.clock.now()) {
            switch await target.tell(letter) {
            case .delivered: try await store.settleDeadLetter(number)
            case .refused(let failure):
                logger.error("A queue refused a dead letter", metadata: ["error.code": "\(failure.code)"])
                try await store.settleDeadLetter(number)
            case .failed: break  // It is due again after a while.
            }
        }
    }

    private func metadata(of firing: ScheduleFiring, _ more: Logger.Metadata) -> Logger.Metadata {
        [
            "schedule.group": "\(firing.key.group)", "schedule.name": "\(firing.key.name)",
            "schedule.time": "\(firing.scheduledAt)", "firing.id": "\(firing.id.text)",
        ].merging(more) { $1 }
    }
}

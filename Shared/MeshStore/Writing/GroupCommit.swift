import CoreMetrics
import GRDB
import Logging
import MeshCore
import Synchronization

/// Writes in groups: whoever comes while a group is being synced is in the next one, so that the cost of a sync is
/// shared by as many as there are.
///
/// Callers are told only after COMMIT has returned with `synchronous=FULL`, failures too, because what a failed write
/// has seen may be another one's that was not yet on disk. When a group fails as a whole, each of its writes runs
/// once more alone, so that the one to blame fails by itself.
final class GroupCommit: Sendable {
    private let queue: Mutex<WriteQueue>
    private let log: Mutex<WriteAheadLog>
    private let turn: WriterTurn
    private let pool: DatabasePool
    private let patience: LockPatience
    private let configuration: StoreConfiguration
    private let metrics: StoreMetrics
    private let logger: Logger

    init(
        pool: DatabasePool, patience: LockPatience, configuration: StoreConfiguration, metrics: StoreMetrics,
        logger: Logger
    ) throws(StoreError) {
        self.pool = pool
        self.patience = patience
        self.configuration = configuration
        self.metrics = metrics
        self.logger = logger
        queue = Mutex(WriteQueue(limit: configuration.queuedWrites))
        log = Mutex(WriteAheadLog(softLimit: configuration.logSoftLimit, hardLimit: configuration.logHardLimit))
        turn = try WriterTurn(path: pool.path + "-turn", limit: configuration.turnLimit)
    }

    /// The reason for which writes are refused for good, if they are.
    var refusal: StoreError? { queue.withLock { $0.refusal } }

    /// Puts a write into the queue and waits until its group is on disk.
    ///
    /// A caller that is cancelled while its write has not begun takes it back; after that the write completes.
    func submit<T: Sendable>(
        alone: Bool = false, _ body: @escaping @Sendable (Database) throws -> T
    ) async throws -> T {
        try Task.checkCancellation()
        let ticket = Mutex<UInt64?>(nil)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
                let write = QueuedWrite(
                    isAlone: alone,
                    perform: { db in
                        let value = try body(db)
                        return { continuation.resume(returning: value) }
                    },
                    fail: { continuation.resume(throwing: $0) })
                enqueue(write, ticket: ticket)
            }
        } onCancel: {
            takeBack(ticket.withLock { $0 })
        }
    }

    private func enqueue(_ write: QueuedWrite, ticket: borrowing Mutex<UInt64?>) {
        do {
            let (id, order) = try queue.withLock { queue throws(StoreError) in try queue.add(write) }
            ticket.withLock { $0 = id }
            if order == .drain { pool.asyncWriteWithoutTransaction { db in self.drain(db) } }
            // The cancellation may have come before there was a ticket.
            if Task.isCancelled { takeBack(id) }
        } catch {
            metrics.refused.increment()
            write.fail(error)
        }
    }

    private func takeBack(_ id: UInt64?) {
        guard let id, let write = queue.withLock({ $0.cancel(id) }) else { return }
        write.fail(CancellationError())
    }

    /// How many writes wait for a group.
    var waiting: Int { queue.withLock { $0.count } }

    /// Refuses further writes; those that wait are still done.
    func end(with error: StoreError) {
        queue.withLock { $0.end(with: error) }
    }
}

// MARK: - On the writer's queue

extension GroupCommit {
    private func drain(_ db: Database) {
        repeat {
            runGroup(db)
        } while queue.withLock { $0.drainsOn() }
    }

    private func runGroup(_ db: Database) {
        let start = MonotonicInstant.now()
        if let refusal = groupRefusal(db) {
            takeGroup().forEach { $0.fail(refusal) }
            return
        }
        let hasTurn = turn.take()
        defer { if hasTurn { turn.leave() } }
        do {
            var group = try GroupTransaction(db)
            var count = 0
            while group.isOpen, count < configuration.writesPerGroup,
                count == 0 || start.duration(to: .now()) < configuration.groupTime,
                let write = queue.withLock({ $0.takeFirst(joining: count) })
            {
                group.run(write)
                count += 1
                if write.isAlone { break }
            }
            finish(group, db)
        } catch {
            fail(takeGroup(), with: error)
        }
        metrics.groupTime.recordNanoseconds(start.duration(to: .now()).nanoseconds)
        tendLog(db)
    }

    /// The reason for which this group cannot be begun, if there is one.
    private func groupRefusal(_ db: Database) -> StoreError? {
        if let refusal, refusal != .closed { return refusal }
        guard !log.withLock({ $0.admitsWrites }) else { return nil }
        // No commit will do it while writes are refused.
        tendLog(db)
        return log.withLock { log in log.admitsWrites ? nil : .logTooLarge(path: pool.path, bytes: log.bytes) }
    }

    private func takeGroup() -> [QueuedWrite] {
        queue.withLock { queue in
            var group: [QueuedWrite] = []
            while group.count < configuration.writesPerGroup, let write = queue.takeFirst() { group.append(write) }
            return group
        }
    }

    private func finish(_ group: consuming GroupTransaction, _ db: Database) {
        let attempts = group.attempts
        metrics.groupSize.record(attempts.count)
        do {
            guard group.isOpen else { throw DatabaseError(resultCode: .SQLITE_ABORT_ROLLBACK) }
            try group.commit()
            deliver(attempts)
        } catch {
            group.rollback()
            if let fatal = unknowable(error) {
                end(with: fatal)
                logger.critical("Stopped writing", metadata: ["store.path": "\(pool.path)", "error": "\(fatal)"])
                attempts.forEach { $0.write.fail(fatal) }
            } else if attempts.count == 1, let attempt = attempts.first {
                fail([attempt.write], with: attempt.error ?? error)
            } else {
                metrics.splitGroups.increment()
                attempts.forEach { runAlone($0.write, db) }
            }
        }
    }

    private func runAlone(_ write: QueuedWrite, _ db: Database) {
        if let refusal, refusal != .closed { return write.fail(refusal) }
        do {
            var group = try GroupTransaction(db)
            group.run(write)
            finish(group, db)
        } catch {
            fail([write], with: error)
        }
    }

    private func deliver(_ attempts: [GroupTransaction.Attempt]) {
        for attempt in attempts {
            switch attempt.outcome {
            case .success(let acknowledge): acknowledge()
            case .failure(let error): fail([attempt.write], with: error)
            }
        }
    }

    private func fail(_ writes: [QueuedWrite], with error: any Error) {
        let translated = (error as? DatabaseError).flatMap {
            StoreError($0, path: pool.path, waited: configuration.busyLimit)
        }
        if case .corrupt = translated, let translated { end(with: translated) }
        writes.forEach { $0.fail(translated ?? error) }
    }

    /// An error of the disk in COMMIT leaves open whether the group is durable, and after a failed sync the kernel may
    /// have dropped the pages: going on as if nothing had happened could lose an acknowledged write.
    private func unknowable(_ error: any Error) -> StoreError? {
        guard let error = error as? DatabaseError, error.resultCode == .SQLITE_IOERR else { return nil }
        let translated = StoreError(error, path: pool.path, waited: configuration.busyLimit)
        return if case .full = translated { nil } else { translated }
    }

    private func tendLog(_ db: Database) {
        let bytes = FileSize.ofFile(atPath: pool.path + "-wal")
        metrics.logSize.record(bytes)
        guard log.withLock({ $0.grew(to: bytes, at: .now()) }) == .truncate else { return }
        patience.limit = .milliseconds(20)
        defer { patience.limit = configuration.busyLimit }
        do {
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        } catch {
            logger.warning("Failed to checkpoint", metadata: ["store.path": "\(pool.path)", "error": "\(error)"])
        }
        let left = FileSize.ofFile(atPath: pool.path + "-wal")
        log.withLock { _ = $0.grew(to: left, at: .now()) }
    }
}

extension GroupTransaction.Attempt {
    /// What the write threw, if it did.
    var error: (any Error)? {
        if case .failure(let error) = outcome { error } else { nil }
    }
}

import Logging
import MeshCore
import MeshStore
import NIOPosix
import RecommenderAPI
import RecommenderModels
import Synchronization

/// Trains models, in one instance at a time and on a thread of its own, when somebody asks for it or it is time.
///
/// Who holds the lease takes up what another has begun and not finished. What was trained under a lease that is lost is not
/// written down.
struct TrainingWork: Sendable {
    let store: RecommenderStore
    let shelf: ModelShelf
    let leases: Leases
    let training: ModelTraining
    let runs: TrainingRuns
    let thread: NIOThreadPool
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    private static let lease = "recommender-training"
    private static let term: Duration = .seconds(5)
    /// How often it is looked whether a training waits.
    private static let pause: Duration = .milliseconds(200)
    /// A workflow that takes longer has lost its way.
    private static let patience: Duration = .seconds(2 * 3600)
    /// A training that so many instances have begun and none has finished is not begun again.
    private static let mostAttempts = 3

    /// Works while the lease is held, and begins anew after a failure.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        let keeper = LeaseKeeper(leases: leases, name: Self.lease, term: Self.term, clock: pauses, logger: logger)
        while true {
            do {
                try await keeper.run { lease in
                    while true {
                        try await step(under: lease)
                        try await pauses.sleep(for: Self.pause)
                    }
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to train models", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.term)
            }
        }
    }

    private func step(under lease: Lease) async throws {
        try await store.askWhenDue(every: training.settings.every, users: training.settings.minimumUsers, under: lease)
        try await store.giveUpTrainings(begunBefore: clock.now() - Self.patience, under: lease)
        if runs.isPossible, let version = try store.waitingVersion(), await isHandedOn(version) { return }
        guard let record = try await store.beginTraining(under: lease) else { return }
        var document = record.document
        guard record.attempts <= Self.mostAttempts else {
            document.problem = "\(Self.mostAttempts) instances began it, and none has finished"
            return try await store.finish(document, file: nil, .failed, under: lease)
        }
        logger.info("Training models", metadata: ["model.version": "\(record.version)"])
        do {
            try await train(&document, attempts: record.attempts, under: lease)
        } catch let error as ModelError {
            document.problem = "\(error)"
            try await store.finish(document, file: nil, .failed, under: lease)
        }
        try await store.keepBaskets(training.settings.basketLimit, under: lease)
        try shelf.keep(try await store.keepFiles(training.settings.keptFiles, under: lease))
    }

    /// Has the workflow train a version.
    ///
    /// - Returns: Whether it does: where it is not deployed, or cannot be started, this instance trains as well as any.
    private func isHandedOn(_ version: Int64) async -> Bool {
        do {
            return try await runs.start(version)
        } catch {
            logger.warning(
                "Failed to start the workflow that trains models", metadata: ["error": "\(error)"])
            return false
        }
    }

    private func train(_ document: inout ModelVersion, attempts: Int, under lease: Lease) async throws {
        let live = try await store.liveModel()
        // What was served and cannot be read any more is nothing to be held against.
        let present: (TrainedModels, Timestamp)? =
            if let live, let through = live.document.trainedThrough, let models = try? await shelf.load(live) {
                (models, through)
            } else {
                nil
            }
        let (set, itemCount) = try await store.trainingSet(
            interactions: training.settings.interactionLimit, baskets: training.settings.basketLimit)
        let snapshot = try training.snapshot(
            of: set, itemCount: itemCount, present: present.map { (live?.version ?? 0, $0.1) })
        guard let outcome = try await onThread(snapshot, present?.0) else { throw CancellationError() }
        let file = "\(document.version)-\(lease.fence)-\(attempts).model"
        let (byteCount, checksum) = try shelf.write(outcome.models, named: file)
        document.take(outcome.figures, through: snapshot.head.through)
        document.bytes = Int64(byteCount)
        document.checksum = checksum
        document.problem = training.objection(to: outcome.figures, hasPresent: present != nil)
        let verdict: TrainingVerdict = document.problem == nil ? .promoted(over: live?.version) : .rejected
        try await store.finish(document, file: file, verdict, under: lease)
        logger.info(
            "Trained models",
            metadata: ["model.version": "\(document.version)", "model.problem": "\(document.problem ?? "none")"])
    }

    private func onThread(
        _ snapshot: TrainingSnapshot, _ present: TrainedModels?
    ) async throws -> ModelTraining.Outcome? {
        let waits = AbandonedFlag()
        return try await withTaskCancellationHandler {
            try await thread.runIfActive { [training] in
                try training.run(snapshot, present: present, goesOn: { !waits.isAbandoned })
            }
        } onCancel: {
            waits.abandon()
        }
    }
}

/// Whether nobody waits any more for what a thread does.
private final class AbandonedFlag: Sendable {
    private let flag = Atomic(false)

    var isAbandoned: Bool { flag.load(ordering: .relaxed) }
    func abandon() { flag.store(true, ordering: .relaxed) }
}

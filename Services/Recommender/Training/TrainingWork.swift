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
    let thread: NIOThreadPool
    let clock: any WallClock
    let pauses: any Clock<Duration>
    let logger: Logger

    private static let lease = "recommender-training"
    private static let term: Duration = .seconds(5)
    /// How often it is looked whether a training waits.
    private static let pause: Duration = .milliseconds(200)
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
        guard let outcome = try await onThread(set, itemCount, present) else { throw CancellationError() }
        let file = "\(document.version)-\(lease.fence)-\(attempts).model"
        let (byteCount, checksum) = try shelf.write(outcome.models, named: file)
        document.trainedThrough = outcome.trainedThrough
        document.interactions = Int64(outcome.interactions)
        document.users = Int64(outcome.users)
        document.items = Int64(outcome.items)
        document.metrics = outcome.metrics
        document.present = outcome.present
        document.popularity = outcome.popularity
        document.bytes = Int64(byteCount)
        document.checksum = checksum
        document.problem = training.objection(to: outcome, hasPresent: present != nil)
        let verdict: TrainingVerdict = document.problem == nil ? .promoted(over: live?.version) : .rejected
        try await store.finish(document, file: file, verdict, under: lease)
        logger.info(
            "Trained models",
            metadata: ["model.version": "\(document.version)", "model.problem": "\(document.problem ?? "none")"])
    }

    private func onThread(
        _ set: TrainingSet, _ itemCount: Int, _ present: (TrainedModels, Timestamp)?
    ) async throws -> ModelTraining.Outcome? {
        let waits = AbandonedFlag()
        return try await withTaskCancellationHandler {
            try await thread.runIfActive { [training] in
                try training.run(
                    set, itemCount: itemCount, present: present.map { (models: $0.0, through: $0.1) },
                    goesOn: { !waits.isAbandoned })
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

import CoreMetrics
import Logging

/// Writes exposures, those of a moment together.
struct ExposureWork: Sendable {
    let log: ExposureLog
    let store: RecommenderStore
    let pauses: any Clock<Duration>
    let logger: Logger
    private let kept = Counter(label: "recommender_exposures", dimensions: [("outcome", "kept")])

    /// What a killed instance loses at most, beside what is being written.
    static let pause: Duration = .milliseconds(50)
    /// The pause after a failure.
    private static let patience: Duration = .seconds(1)

    init(log: ExposureLog, store: RecommenderStore, pauses: any Clock<Duration>, logger: Logger) {
        self.log = log
        self.store = store
        self.pauses = pauses
        self.logger = logger
    }

    /// Writes until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            do {
                try await write()
                try await pauses.sleep(for: Self.pause)
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                logger.error("Failed to write exposures", metadata: ["error": "\(error)"])
                try await pauses.sleep(for: Self.patience)
            }
        }
    }

    /// Writes what was noted since, when all else has ended.
    ///
    /// - Throws: `StoreError`.
    func writeLast() async throws {
        do {
            try await write()
        } catch is CancellationError {
            // Whoever ends it at once has the loss of a kill.
        }
    }

    /// Writes all that wait; what cannot be written waits on.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func write() async throws {
        let exposures = log.take()
        guard !exposures.isEmpty else { return }
        do {
            try await store.keep(exposures)
            kept.increment(by: exposures.count)
        } catch {
            log.putBack(exposures)
            throw error
        }
    }
}

import CoreMetrics
import Synchronization

/// Exposures on their way into the store: noted without a wait, written together.
///
/// An instance that is killed loses those of the last moments (``ExposureWork/pause`` and the time of a write); one that is overwhelmed
/// loses what is more than ``limit``. Neither depends on the variant, so no figure is bent by it.
final class ExposureLog: Sendable {
    private let waiting = Mutex<[Exposure]>([])
    private let dropped = Counter(label: "recommender_exposures", dimensions: [("outcome", "dropped")])

    /// Ten seconds of a thousand answers a second, which are some megabytes.
    static let limit = 10_000

    /// Notes an exposure, or drops it where too many wait.
    func note(_ exposure: Exposure) {
        let isNoted = waiting.withLock { waiting in
            guard waiting.count < Self.limit else { return false }
            waiting.append(exposure)
            return true
        }
        if !isNoted { dropped.increment() }
    }

    /// Takes all that wait.
    func take() -> [Exposure] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }

    /// Puts back what could not be written.
    func putBack(_ exposures: [Exposure]) {
        let lost = waiting.withLock { waiting in
            let room = max(0, Self.limit - waiting.count)
            waiting = exposures.prefix(room) + waiting
            return max(0, exposures.count - room)
        }
        if lost > 0 { dropped.increment(by: lost) }
    }
}

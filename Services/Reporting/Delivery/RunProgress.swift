import Synchronization

/// The runs that this instance works on now, so that none is taken up twice.
final class RunProgress: Sendable {
    private let keys = Mutex<Set<String>>([])

    var count: Int { keys.withLock(\.count) }

    /// - Returns: Whether nobody works on it.
    func begin(_ run: RunRecord) -> Bool { keys.withLock { $0.insert(Self.key(run)).inserted } }

    func end(_ run: RunRecord) { keys.withLock { _ = $0.remove(Self.key(run)) } }

    private static func key(_ run: RunRecord) -> String { "\(run.schedule)/\(run.firing)" }
}

import Synchronization

/// Something that happened, seen from another task.
final class Occurrence: Sendable {
    private let state = Atomic(false)

    var isSet: Bool { state.load(ordering: .acquiring) }

    func set() { state.store(true, ordering: .releasing) }
}

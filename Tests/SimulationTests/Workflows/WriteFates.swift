import MeshTestKit
import Synchronization

/// What is to become of writes.
final class WriteFates: Sendable {
    enum Fate: Sendable {
        case nothing
        /// It fails, and nothing of it was kept.
        case busy
        /// Its body runs twice, as the body of a write may.
        case twice
        case deathBefore
        case deathAfter
    }

    private let planned = Mutex<Fate?>(nil)
    private let calm = Mutex(false)

    /// Has the next write end so.
    func plan(_ fate: Fate) { planned.withLock { $0 = fate } }

    /// Lets all writes go well from here on.
    func end() {
        planned.withLock { $0 = nil }
        calm.withLock { $0 = true }
    }

    /// The fate of a write.
    func next(on machine: SimulatedMachine) -> Fate {
        let fate = planned.withLock { planned in
            defer { planned = nil }
            return planned
        }
        if let fate { return fate }
        guard !calm.withLock({ $0 }) else { return .nothing }
        return switch machine.draw(below: 200) {
        case 0: .busy
        case 1..<6: .twice
        default: .nothing
        }
    }
}

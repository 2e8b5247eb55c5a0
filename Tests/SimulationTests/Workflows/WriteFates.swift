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

    private let planned = Mutex<(fate: Fate, after: Int)?>(nil)
    private let calm = Mutex(false)

    /// Has a write end so: the next one, or one after some that go as they may.
    func plan(_ fate: Fate, after writes: Int = 0) { planned.withLock { $0 = (fate, writes) } }

    /// Lets all writes go well from here on.
    func end() {
        planned.withLock { $0 = nil }
        calm.withLock { $0 = true }
    }

    /// The fate of a write.
    func next(on machine: SimulatedMachine) -> Fate {
        let fate = planned.withLock { planned -> Fate? in
            guard let (fate, after) = planned else { return nil }
            planned = after == 0 ? nil : (fate, after - 1)
            return after == 0 ? fate : nil
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
